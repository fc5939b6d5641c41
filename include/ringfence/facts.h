// What code does, in words that fit SQL and C++ alike. Front ends emit facts, the analysis completes them with proofs,
// rules turn them into findings. Facts are values: no syntax tree, no parser, no host.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/column_facts.h"
#include "ringfence/data_uses.h"
#include "ringfence/input_facts.h"
#include "ringfence/promise_facts.h"
#include "ringfence/proof.h"
#include "ringfence/row_proof.h"
#include "ringfence/schema_facts.h"
#include "ringfence/source.h"
#include "ringfence/value_leak.h"

namespace ringfence {

enum class Access : uint8_t { kRead, kWrite };
enum class StatementKind : uint8_t { kSelect, kInsert, kUpdate, kDelete, kMerge, kBulk, kCall, kDefinition, kOther };
std::string_view to_string(StatementKind kind);

/// One statement that application code runs. Other facts name it by its index in Facts::statements.
struct Statement {
  StatementKind kind = StatementKind::kOther;
  Place at;
  std::string name;             ///< Of the query (`-- name: GetDeal :one`) or routine, else empty.
  bool in_routine = false;      ///< Stands in the body of an SQL or PL/pgSQL function …
  const Routine* routine = nullptr;  ///< … this one.
  Verdict verdict = Verdict::kProven;
  std::string unknown_because;  ///< With kUnknown: one line.
  Place sent_at;                ///< The call of C++ that sends it, where its text stands elsewhere.
};

/// A base table read or written by a statement, directly or through a view.
struct RelationUse {
  int statement = 0;
  const Table* table = nullptr;
  Access access = Access::kRead;
  StatementKind by = StatementKind::kSelect;
  std::string alias;            ///< How the statement calls it: alias, else the table's name.
  Place at;                     ///< Where it is named in the statement.
  const View* through = nullptr;///< The view whose body reads it, where it is not named directly.
  Proof proof;                  ///< The `bound` of docs/isolation.md.
  /// True for a use that hangs on another refuted use of the same statement: mending that one mends this one.
  bool follows_another = false;
  /// What to compare with what, ready to be read: "d.org_id = $1". Empty where it cannot be told.
  std::string missing_predicate;
  /// The edit that adds exactly that, where it is certain; `text` empty otherwise.
  struct { Place at; std::string text; std::string title; } fix;
  std::string found_by;         ///< With Gap::kIdOnly: the unique or foreign key column(s), "id".
  bool found_by_uuid = false;   ///< With Gap::kIdOnly: every such column is a uuid.
  std::string missing_level;    ///< With Gap::kPartialKey: the unbound column.
  const ForeignKey* crossing = nullptr;  ///< With Gap::kCrossingJoin: the foreign key that could cross.
  std::string hole;             ///< Why row-level security of the table does not close it; empty where there is none.
  Place hole_at;
};

/// A row that INSERT (or MERGE … INSERT) creates in an owned table.
struct InsertedRow {
  enum class Key : uint8_t { kTied, kMissing, kNull, kLiteral, kOther, kSet, kParentNotTied };
  int statement = 0;
  const Table* table = nullptr;
  Place at;
  Key key = Key::kTied;
  Verdict verdict = Verdict::kProven;
  std::string key_column;  ///< The tenant key, or for kParentNotTied the foreign key column.
  std::string given;       ///< What stands there instead: "NULL", "$2", "7", "excluded.org_id".
  Place given_at;
  bool follows_read = false;  ///< Its owner comes from a row that the statement reads untied: mending that one mends it.
};

/// A foreign key to an owned table that is set from a free parameter, in INSERT or UPDATE of a directly owned row.
struct ForeignParent {
  int statement = 0;
  const Table* table = nullptr;
  const ForeignKey* foreign_key = nullptr;
  std::string given;
  Place at;
};

/// INSERT … ON CONFLICT over an owned table.
struct Upsert {
  enum class Flaw : uint8_t { kNone, kArbiterLacksKey, kSetsKeyFromExcluded, kNoArbiter };
  int statement = 0;
  const Table* table = nullptr;
  Flaw flaw = Flaw::kNone;
  bool updates = false;      ///< DO UPDATE (DO NOTHING changes no row).
  std::string arbiter;       ///< "id", "(org_id, slug)", constraint name.
  Place at;
};

/// SET of a column that decides who owns the row.
struct OwnerChange {
  int statement = 0;
  const Table* table = nullptr;
  std::string column;
  std::string given;
  bool to_tenant = false;    ///< It is set to the tenant term (or to a parent that is tied): harmless.
  Verdict verdict = Verdict::kProven;
  Place at;
};

/// TRUNCATE, COPY, REFRESH MATERIALIZED VIEW, … over owned rows.
struct BulkCommand {
  int statement = 0;
  std::string command;       ///< "TRUNCATE", "COPY … FROM", "COPY … TO", "REFRESH MATERIALIZED VIEW"
  const Table* table = nullptr;
  Place at;
};

struct UnknownRelation {
  int statement = 0;
  std::string name;
  std::string nearest;       ///< The most similar name of the catalog, empty where none is near.
  Place at;
};

/// SQL text that is put together at run time and cannot be resolved (EXECUTE, dynamic identifiers).
struct DynamicSql {
  /// kText: a name, a clause or all of the statement; kValue: a value that stands in the text instead of being bound.
  enum class Kind : uint8_t { kText, kValue };
  int statement = 0;
  Kind kind = Kind::kText;
  std::string open_piece;    ///< Which piece is open: "v_table", "format argument 2 (%I)".
  Place at;
};

/// A value that C++ binds where the tenant is meant, and that is not the tenant's.
struct TenantArgument {
  enum class Flaw : uint8_t { kFromRequest, kSwapped };
  int statement = 0;
  Flaw flaw = Flaw::kFromRequest;
  const Table* table = nullptr;
  std::string column;        ///< "deals.org_id"
  std::string given;         ///< "http::Request::query", "deal_id"
  bool context_declared = false;
  Place at;                  ///< Where the wrong value is taken.
  Place compared_at;         ///< The placeholder in the statement.
  std::vector<Label> way;    ///< From there to the statement.
};

struct Facts : ColumnFacts, PromiseFacts, DataUses {
  std::vector<Statement> statements;
  std::vector<RelationUse> relation_uses;
  std::vector<InsertedRow> inserted_rows;
  std::vector<ForeignParent> foreign_parents;
  std::vector<Upsert> upserts;
  std::vector<OwnerChange> owner_changes;
  std::vector<BulkCommand> bulk_commands;
  std::vector<UnknownRelation> unknown_relations;
  std::vector<DynamicSql> dynamic_sql;
  std::vector<TenantArgument> tenant_arguments;
  std::vector<ValueLeak> value_leaks;
  std::vector<ValueLeak> watched_leaks;      ///< Of columns that commitments watch, whatever they hold and who may have it.
  std::vector<StatementLog> statement_logs;
  int log_statements = 0;                    ///< Of the C++: places that write to a log or the console.
  const Catalog* catalog = nullptr;          ///< What the statements were read against.
  std::vector<std::string> application_roles;///< `[tenant] app_roles`.
  std::vector<ViewRead> view_reads;
  std::vector<SettingChange> setting_changes;
  std::vector<TenantSchema> tenant_schemas;
  std::vector<SchemaDrift> schema_drifts;
  std::vector<TableSecurity> table_securities;  ///< Of no statement, but of the schema.
  std::vector<RowProof> row_proofs;             ///< For each owned table, command and application role.
  std::vector<UnreadInput> unread_inputs;
  std::vector<PolicyMistake> policy_mistakes;
  std::vector<AllowComment> allow_comments;

  /// Moves `other` behind this one's facts and shifts its statement indexes.
  void append(Facts&& other);
};

}  // namespace ringfence
