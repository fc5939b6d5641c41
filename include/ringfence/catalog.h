// What the schema and the policy say about the database: an immutable snapshot, read by every statement's analysis.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/source.h"
#include "ringfence/sql_text.h"

namespace ringfence {

struct Table;

struct Column {
  std::string name;
  std::string type;           ///< Canonical and lower case, without modifiers: "uuid", "int4", "text", "varchar", "text[]".
                              ///< Of a domain: what it is over.
  bool has_modifier = false;  ///< `varchar(40)`, `numeric(10,2)`, `timestamp(3)`.
  bool not_null = false;      ///< NOT NULL, or part of the primary key.
  bool has_default = false;   ///< DEFAULT, serial, identity or generated.
  bool identity = false;      ///< GENERATED … AS IDENTITY.
  bool generated = false;     ///< GENERATED ALWAYS AS (…) STORED: cannot be written.
  std::string default_text;   ///< Text of DEFAULT as written (of serial what it stands for), empty where there is none.
  std::string comment;        ///< COMMENT ON COLUMN.
  std::string domain;         ///< The domain or the extension's type as declared, where `type` says something else.
  std::string domain_checks;  ///< Of the domain: its CHECK constraints, SQL text.
  std::string label;          ///< SECURITY LABEL … ON COLUMN.
  int length = 0;             ///< Of varchar(n) and char(n); 0: none is given.
  /// Filled by infer_ownership: an identity, serial, generated uuid or single-column id key. Equal values elsewhere are
  /// references to the row, declared or not.
  bool surrogate = false;
  /// Filled by infer_ownership: named like a reference to this owned table (`task_id` → v1_task) without a declared key.
  const Table* implied_target = nullptr;
  Place declared_at;
};

/// A condition on one column, as partial indexes have it.
struct ColumnCondition {
  enum class Kind : uint8_t { kIsNull, kIsNotNull, kEquals };
  Kind kind = Kind::kEquals;
  int column = -1;
  std::string value;  ///< kEquals: the constant without quotes; of a boolean "true" or "false".

  bool operator==(const ColumnCondition&) const = default;
};

/// PRIMARY KEY, UNIQUE constraint or unique index over plain columns.
struct UniqueKey {
  std::string name;
  std::vector<int> columns;      ///< Indexes into Table::columns.
  bool primary = false;
  bool is_constraint = true;     ///< false: a CREATE UNIQUE INDEX.
  bool deferrable = false;
  bool nulls_not_distinct = false;
  bool over_expressions = false; ///< At least one member is an expression; such a key identifies nothing for us.
  std::string predicate;         ///< Of a partial index, SQL text as written; empty: covers the whole table.
  /// A row that satisfies all of these is under the partial index. Empty where `predicate` says what they cannot, or
  /// where there is none.
  std::vector<ColumnCondition> conditions;
  std::vector<int> also_reads;   ///< Columns that expressions among the members and `predicate` name.
  Place declared_at;
};

struct Index {
  std::string name;
  std::vector<int> columns;  ///< Plain columns in order; -1 for an expression.
  bool unique = false;
  std::string predicate;
  std::vector<int> also_reads;  ///< Columns that expressions among the members and `predicate` name.
  Place declared_at;
};

struct ForeignKey {
  std::string name;
  std::vector<int> columns;             ///< Of the referencing table.
  std::string target_name;              ///< As written, for messages.
  const Table* target = nullptr;        ///< Null where the catalog does not know the table.
  std::vector<int> target_columns;
  bool match_full = false;
  bool not_valid = false;               ///< Added NOT VALID and never validated: proves nothing about old rows.
  std::string on_delete;                ///< "CASCADE", "SET NULL (column)", …; empty: NO ACTION.
  std::string on_update;
  std::string deferrable;               ///< "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED" or empty.
  Place declared_at;
};

struct CheckConstraint {
  std::string name;
  std::string expression;  ///< SQL text.
  std::vector<int> columns;  ///< That the expression names.
  Place declared_at;
};

/// A privilege that some GRANT gave and no REVOKE took back.
struct Grant {
  std::string privilege;  ///< Lower case: "select", "insert", "execute", …; of one column "select (email)".
  std::string role;       ///< "public" for PUBLIC.
  bool by_default = false;///< ALTER DEFAULT PRIVILEGES gave it when the object was made.
  Place declared_at;      ///< The role's name in the statement.
};

/// CREATE POLICY.
struct RowPolicy {
  std::string name;
  std::string command = "all";  ///< "all", "select", "insert", "update", "delete"
  bool permissive = true;
  std::vector<std::string> roles;  ///< "public" where none is given; "current_user" stands for whoever made the policy.
  std::string using_text;          ///< SQL text, empty where there is none.
  std::string check_text;
  /// The same texts with their way back to the migration; null where there is none.
  std::shared_ptr<const SqlText> using_sql;
  std::shared_ptr<const SqlText> check_sql;
  /// A name in them that a later migration gave away: PostgreSQL follows it, the texts do not. Empty: there is none.
  std::string outdated_name;
  Place declared_at;
};

enum class OwnerClass : uint8_t {
  kUnclassified,
  kRoot,
  kDirect,
  kVia,
  kMixed,
  kShared,
  kSchema,  ///< The rows belong to the tenant in whose schema the table lies.
};
std::string_view to_string(OwnerClass owner_class);

/// Who owns the rows of a table, and how one tells. Definition: docs/isolation.md, "Owners".
struct Ownership {
  OwnerClass owner_class = OwnerClass::kUnclassified;
  /// root, direct, mixed: the tenant key column of each level, -1 where the table lacks that level.
  std::vector<int> keys;
  /// via: indexes into Table::foreign_keys that lead to an owner, the shortest path first.
  std::vector<int> parents;
  /// via: how many of `parents` (from the front) tie for the shortest path.
  int nearest_parents = 0;
  bool declared = false;  ///< The policy says so; else it was inferred.
  std::string why;      ///< One line: "references organizations through org_id".
  Place because;        ///< What decided: a column, a constraint, a line of the TOML.
};

struct Table {
  enum class Kind : uint8_t { kTable, kPartitioned, kPartition, kForeign, kTemporary };
  std::string schema;   ///< "public" where none was written.
  std::string name;
  Kind kind = Kind::kTable;
  std::vector<Column> columns;
  std::vector<UniqueKey> unique_keys;
  std::vector<Index> indexes;
  std::vector<ForeignKey> foreign_keys;
  std::vector<CheckConstraint> checks;
  std::vector<RowPolicy> row_policies;
  bool rls_enabled = false;
  bool rls_forced = false;
  std::vector<const Table*> parents;  ///< INHERITS, PARTITION OF.
  std::string owner_role;             ///< ALTER TABLE … OWNER TO.
  std::vector<Grant> grants;
  std::string comment;
  std::vector<int> reference_columns; ///< Filled by infer_ownership: columns that identify or refer to rows.
  Ownership ownership;
  Place declared_at;

  int column_index(std::string_view name) const;  ///< -1 where there is none. Exact, case-sensitive (names are folded).
  /// The row itself says whose it is.
  bool is_owned() const {
    return ownership.owner_class == OwnerClass::kRoot || ownership.owner_class == OwnerClass::kDirect ||
           ownership.owner_class == OwnerClass::kVia || ownership.owner_class == OwnerClass::kMixed;
  }
  bool belongs_to_tenant() const { return is_owned() || ownership.owner_class == OwnerClass::kSchema; }
  std::string display_name() const;  ///< "deals", or "crm.deals" outside public.
};

struct View {
  std::string schema;
  std::string name;
  bool materialized = false;
  bool security_invoker = false;
  std::vector<std::string> column_names;  ///< CREATE VIEW v (a, b); empty: the query's own names.
  /// The defining SELECT as a statement of its own, with its way back to the migration.
  std::shared_ptr<const SqlText> definition;
  std::string owner_role;
  std::vector<Grant> grants;
  std::string comment;
  Place declared_at;
};

struct RoutineParameter {
  enum class Mode : uint8_t { kIn, kOut, kInOut, kVariadic, kTable };
  std::string name;
  std::string type;
  Mode mode = Mode::kIn;
  bool has_default = false;
  std::string default_text = {};  ///< As written.
};

struct Routine {
  std::string schema;
  std::string name;
  bool is_procedure = false;
  std::string language;              ///< lower case: "sql", "plpgsql", …
  std::vector<RoutineParameter> parameters;
  std::string return_type;           ///< canonical; "trigger" for trigger functions, "" for procedures, "record" for TABLE(…)
  bool returns_set = false;
  bool security_definer = false;
  std::string owner_role;
  std::vector<Grant> grants;
  std::string search_path;           ///< Of a `SET search_path` clause; empty where there is none.
  enum class Volatility : uint8_t { kVolatile, kStable, kImmutable } volatility = Volatility::kVolatile;
  /// Whole CREATE FUNCTION statement (pg_query_parse_plpgsql wants it whole).
  std::shared_ptr<const SqlText> definition;
  /// Byte range of the body's content in `definition->text` (inside the quotes), or of `BEGIN ATOMIC … END`/`RETURN …`.
  Span body;
  bool body_is_verbatim = true;      ///< false: a quoted body with doubled quotes or escapes; positions are the body's start.
  std::string body_text;             ///< The body, unescaped.
  Place declared_at;
};

struct Trigger {
  std::string name;
  const Table* table = nullptr;
  std::string routine_schema;
  std::string routine;
  std::vector<std::string> transition_tables;  ///< REFERENCING NEW TABLE AS …
  Place declared_at;
  std::vector<std::string> commands = {};  ///< "insert", "update", "delete", "truncate": what fires it.
  bool before = false;
  bool conditional = false;  ///< WHEN (…), or UPDATE OF some columns only.
  bool disabled = false;
};

/// CREATE ROLE and what ALTER ROLE and GRANT role TO made of it.
struct Role {
  std::string name;
  bool superuser = false;
  bool bypass_rls = false;
  bool can_login = false;
  bool inherits = true;  ///< Has the privileges of the roles it is a member of without SET ROLE.
  std::vector<std::string> member_of;
  Place declared_at;  ///< Of the statement that said the last of `superuser` and `bypass_rls`.
};

/// ALTER DEFAULT PRIVILEGES: what is granted on objects that come later.
struct DefaultGrant {
  enum class On : uint8_t { kTables, kRoutines };
  On on = On::kTables;
  std::string schema;  ///< Empty: of every schema.
  Grant grant;
};

/// A table or column that a migration took away.
struct Removal {
  std::string schema;
  std::string table;
  std::string column;        ///< Empty: all of the table.
  std::string of_partition;  ///< The table is a partition of this one.
  Place at;
};

/// CREATE RULE … DO INSTEAD NOTHING: the command does nothing.
struct InertRule {
  std::string name;
  const Table* table = nullptr;
  std::string command;  ///< "update", "delete", "insert"
  Place declared_at;
};

/// A privilege on something that has no rows: a schema, a sequence.
struct OtherGrant {
  std::string on;  ///< "schema crm", "sequence deals_id_seq"
  Grant grant;
};

/// CREATE PUBLICATION: rows that leave the database by logical replication.
struct Publication {
  std::string name;
  bool all_tables = false;
  std::vector<std::string> schemas;    ///< FOR TABLES IN SCHEMA.
  std::vector<const Table*> tables;    ///< Whole ones; with a row filter: `filtered`.
  std::vector<const Table*> filtered;
  Place declared_at;
};

/// Tables, views and routines by name. Search path: the names in `search_path` in order ("public" by default).
class Catalog {
 public:
  const Table* find_table(std::string_view schema, std::string_view name) const;  ///< Empty schema: by search path.
  const View* find_view(std::string_view schema, std::string_view name) const;
  std::vector<const Routine*> find_routines(std::string_view schema, std::string_view name) const;
  const Role* find_role(std::string_view name) const;

  std::vector<std::unique_ptr<Table>> tables;   ///< In order of creation.
  std::vector<std::unique_ptr<View>> views;
  std::vector<std::unique_ptr<Routine>> routines;
  std::vector<Trigger> triggers;
  std::vector<Role> roles;
  std::vector<DefaultGrant> default_grants;  ///< In force at the end.
  std::vector<Publication> publications;
  std::vector<Removal> removals;             ///< In the order of the migrations.
  std::vector<InertRule> inert_rules;
  std::vector<OtherGrant> other_grants;      ///< In force at the end.
  std::vector<std::string> search_path = {"public"};
  /// Schema-per-tenant: names and patterns (`tenant_*`) of tenants' schemas, the template first; with `!` in front, a schema
  /// that is none of them. Filled by infer_ownership; empty: tenants share tables. Unqualified names are then looked for in
  /// these first.
  std::vector<std::string> tenant_schemas;
  bool is_tenant_schema(std::string_view schema) const;
  int levels = 1;  ///< How many levels a tenant key has; at least 1.

  /// Rebuilds the look-up tables; to be called by whoever filled or renamed entries, once, before the catalog is shared.
  void index();

 private:
  const Table* find_tenant_table(std::string_view name) const;
  std::unordered_map<std::string, Table*> tenant_tables_by_name_;
  std::unordered_map<std::string, Table*> tables_by_name_;
  std::unordered_map<std::string, View*> views_by_name_;
  std::unordered_multimap<std::string, Routine*> routines_by_name_;
};

/// Fills Table::ownership of every table from DDL and policy. Definition: docs/isolation.md, "Owners".
struct Policy;
void infer_ownership(Catalog& catalog, const Policy& policy);

/// What `ringfence init` proposes where nobody has said anything yet.
struct TenantGuess {
  std::string root;               ///< Empty where no table stands out.
  std::vector<std::string> keys;  ///< Spellings of the tenant key, empty where none is found.
  std::string why;                ///< One line.
};
TenantGuess guess_tenant(const Catalog& catalog);

}  // namespace ringfence
