// The logical form of one statement: range table, join trees, predicates and outputs, with every name bound to the
// catalog. The SQL front end writes it, the prover reads it; no parser type shows. Everything is addressed by index, so
// that a Query can be reused from statement to statement without giving its memory back.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/sql_text.h"

namespace ringfence {

using RelationId = int32_t;    ///< Index into Query::relations.
using ExpressionId = int32_t;  ///< Index into Query::expressions; kNothing where there is none.
using BlockId = int32_t;       ///< Index into Query::blocks.
using JoinId = int32_t;        ///< Index into Query::joins.
inline constexpr int32_t kNothing = -1;

enum class ExpressionKind : uint8_t {
  // Values.
  kColumn,     ///< `relation`.`column`
  kParameter,  ///< `number`
  kLocal,      ///< A variable of a routine whose value we do not follow; `text` is its name. `children[0]`, where there is
               ///< one, is what it is assigned in the only place that does.
  kConstant,   ///< `text`, as written
  kNull,
  kStable,          ///< Same value for the whole statement and built from no column or parameter: `text`, canonical;
                    ///< `children[0]`, where there is one, is what the function's body makes it.
  kScalarSubquery,  ///< `block`
  kRow,             ///< `children`
  kArray,           ///< ARRAY[…]: `children`
  kElementOf,       ///< Some element of the array `children[0]`: what `unnest` yields
  kCoalesce,        ///< `children`
  kCase,            ///< `children`: conditions and results, in order
  kOpaque,          ///< Anything else; `children` are its operands; `relation`: it is a whole row of that
  kDefault,         ///< DEFAULT in INSERT or UPDATE
  // Predicates.
  kAnd,
  kOr,
  kNot,
  kEqual,  ///< children[0] = children[1]
  kNotEqual,
  kNotDistinct,  ///< IS NOT DISTINCT FROM
  kInList,       ///< children[0] IN (children[1..])
  kEqualAny,     ///< children[0] = ANY (children[1]), an array
  kInSubquery,   ///< children[0] (may be a row) IN / = ANY (`block`)
  kExists,       ///< `block`
  kIsNull,
  kIsNotNull,
  kTrue,
  kFalse,
};

/// Expression::text of the COALESCE that the merged column of FULL JOIN … USING is.
inline constexpr std::string_view kMergedColumn = "USING";

struct Expression {
  ExpressionKind kind = ExpressionKind::kOpaque;
  /// kOpaque: NULL in any operand makes the result NULL (an operator, a cast), so as a predicate it rejects NULLs.
  bool strict = false;
  int32_t relation = kNothing;
  int32_t column = kNothing;
  int32_t number = 0;
  BlockId block = kNothing;
  uint32_t first_child = 0;  ///< Into Query::children.
  uint32_t child_count = 0;
  std::string_view
      text;  ///< Of constants and names; of a kOpaque call of a function that is not PostgreSQL's: its name.
  std::string_view function;  ///< kOpaque, kStable: the function that is called, PostgreSQL's too.
  Span at;   ///< In the statement's text (of the query or view it stands in).
};

/// A range table entry.
struct Relation {
  enum class Kind : uint8_t {
    kTable,      ///< `table`
    kSubquery,   ///< `block`: derived table, view body, non-recursive CTE, VALUES
    kRecursive,  ///< The reference of a recursive CTE to itself: `block` is the CTE's block
    kFunction,   ///< A set-returning function; columns are unknown or scalar
    kRowOf,      ///< NEW or OLD of a trigger, or `excluded`: a row like those of `table`, not read from it
    kUnknown,    ///< Not in the catalog
  };
  Kind kind = Kind::kTable;
  const Table* table = nullptr;
  BlockId block = kNothing;
  const View* view = nullptr;  ///< kSubquery that is a view's body.
  std::string_view alias;
  std::string_view schema;                ///< As written; empty: by the search path.
  std::vector<std::string_view> columns;  ///< Names, where not the table's own (kSubquery, kFunction, aliases).
  std::vector<ExpressionId> values;       ///< kFunction: what column i is (kElementOf …), kNothing where unknown.
  const SqlText* text = nullptr;          ///< Which text `at` points into.
  Span at;
  const View* through = nullptr;  ///< The outermost view whose body this stands in.
  Span through_at;                ///< Where that view is named in the statement.
  const View* owner_view = nullptr;   ///< The innermost view around it that runs with its owner's rights.
  const Routine* definer = nullptr;   ///< The SECURITY DEFINER function whose body was opened and reads it.
  bool from_cte = false;
  bool open_columns = false;    ///< It has columns that we do not know, or may have: `*` cannot be expanded.
  bool opaque = false;          ///< kFunction of the project's own: where its rows come from is not followed.
  bool data_modifying = false;  ///< kSubquery over a data-modifying CTE: nothing can be pushed into it.
};

struct Join {
  enum class Kind : uint8_t { kRelation, kInner, kLeft, kRight, kFull };
  Kind kind = Kind::kRelation;
  RelationId relation = kNothing;
  JoinId left = kNothing;
  JoinId right = kNothing;
  ExpressionId on = kNothing;  ///< USING and NATURAL are spelled out.
  Span at;
};

struct Output {
  std::string_view name;
  ExpressionId value = kNothing;
};

/// One SELECT, VALUES, set operation or data-modifying statement.
struct Block {
  enum class Kind : uint8_t { kSelect, kValues, kUnion, kIntersect, kExcept, kWrite };
  Kind kind = Kind::kSelect;
  BlockId left = kNothing;  ///< Set operations.
  BlockId right = kNothing;
  bool recursive = false;  ///< kUnion of a recursive CTE: `left` is the anchor, `right` refers to itself.
  RelationId recursive_reference = kNothing;
  std::vector<JoinId> from;  ///< Joined by commas.
  ExpressionId where = kNothing;
  ExpressionId having = kNothing;
  std::vector<Output> outputs;
  std::vector<std::vector<ExpressionId>> rows;  ///< kValues
  std::vector<ExpressionId> group_by;
  bool grouped = false;        ///< GROUP BY is there.
  bool grouping_sets = false;  ///< ROLLUP, CUBE, GROUPING SETS.
  bool aggregated = false;     ///< An aggregate is called (or HAVING is there).
  std::vector<ExpressionId> distinct_on;
  bool has_distinct_on = false;
  std::vector<std::vector<ExpressionId>> windows;  ///< PARTITION BY of each window that is used.
  bool limited = false;                            ///< LIMIT, OFFSET or FETCH that can cut.
  Span limit_at;
  Span window_at;
  Span aggregate_at;
  bool set_returning = false;  ///< A set-returning function in the select list.
  bool open_outputs = false;   ///< `outputs` is not all there is, or not in its place: nothing follows by position.
  std::vector<ExpressionId> others;  ///< ORDER BY, LIMIT, GROUP BY, … : evaluated for rows that passed WHERE.
  std::vector<BlockId> effects;      ///< Data-modifying CTEs of this level, in order; they run once, unconditionally.
  int write = kNothing;              ///< kWrite: into Query::writes.
  const SqlText* text = nullptr;     ///< Which text the positions point into.
};

struct Assignment {
  int column = kNothing;  ///< Of the target table; -1: not in the catalog.
  std::string_view name;
  ExpressionId value = kNothing;
  Span at;
};

struct ConflictClause {
  bool present = false;
  bool updates = false;
  std::vector<int> arbiter_columns;  ///< Of the target; empty where a constraint is named or nothing given.
  bool arbiter_expressions = false;
  std::string_view arbiter_predicate;  ///< Of a partial index, SQL text.
  std::string_view constraint;
  RelationId excluded = kNothing;
  std::vector<Assignment> assignments;
  ExpressionId where = kNothing;
  Span at;
};

struct MergeAction {
  enum class Kind : uint8_t { kUpdate, kDelete, kInsert, kNothing };
  Kind kind = Kind::kNothing;
  bool matched = false;
  ExpressionId condition = kNothing;
  std::vector<Assignment> assignments;  ///< Of UPDATE and INSERT.
};

/// What a kWrite block does to its target. FROM/USING relations are the block's `from`, the target stands first in it
/// (UPDATE, DELETE); RETURNING is the block's outputs.
struct Write {
  StatementKind kind = StatementKind::kInsert;
  RelationId target = kNothing;
  std::vector<Assignment> assignments;  ///< UPDATE … SET.
  std::vector<int> columns;             ///< INSERT: target column of each source output, -1 unknown.
  std::vector<Span> column_at;
  BlockId source = kNothing;  ///< INSERT: VALUES or SELECT; kNothing for DEFAULT VALUES.
  ConflictClause conflict;
  ExpressionId merge_on = kNothing;
  JoinId merge_source = kNothing;
  std::vector<MergeAction> merge_actions;
};

/// A parameter as the statement spells it.
struct Parameter {
  int number = 0;
  std::string name;      ///< "org_id" of `@org_id` or of a routine's parameter.
  std::string spelling;  ///< "@org_id", "$1"
  bool from_code = false;  ///< Placeholder::from_code
  uint32_t levels = 0;     ///< Placeholder::levels
};

/// Something that keeps us from an answer, with the relation uses it affects left unknown.
struct Obstacle {
  std::string because;
  Place at;
  std::string function;  ///< It is the call of this function, "auth.jwt": harmless where a tenant term calls it.
};

/// A call of a function that is not PostgreSQL's own, or whose arguments are named.
struct Call {
  ExpressionId value = kNothing;  ///< What stands for it.
  std::string_view schema;        ///< As written; empty: by the search path.
  std::string_view function;
  std::vector<ExpressionId> arguments;
  std::vector<std::string_view> names;  ///< Of the arguments, empty where one has none.
  Span at;
};

/// What a statement takes out of the schema, or a table that it makes.
struct Definition {
  enum class Kind : uint8_t { kDropTable, kDropColumn, kDetachPartition, kCreateTable };
  Kind kind = Kind::kDropTable;
  std::string name;             ///< As written.
  std::string column;           ///< kDropColumn
  const Table* table = nullptr; ///< Null where the catalog does not know it; kDetachPartition: the partition.
  bool temporary = false;       ///< kCreateTable
  Place at;
};

struct Query {
  const SqlText* text = nullptr;
  const Routine* routine = nullptr;  ///< The statement stands in its body.
  StatementKind kind = StatementKind::kOther;
  BlockId root = kNothing;  ///< kNothing: a statement without rows (SET, ANALYZE, …).
  std::vector<Block> blocks;
  std::vector<Relation> relations;
  std::vector<Join> joins;
  std::vector<Expression> expressions;
  std::vector<ExpressionId> children;
  std::vector<Write> writes;
  std::vector<Parameter> parameters;
  std::vector<BulkCommand> bulk_commands;
  std::vector<UnknownRelation> unknown_relations;
  std::vector<DynamicSql> dynamic_sql;
  std::vector<SettingChange> setting_changes;  ///< Of every setting; the prover keeps those that matter.
  std::vector<Obstacle> obstacles;
  std::vector<Definition> definitions;
  std::vector<Call> calls;

  const Expression& expression(ExpressionId id) const { return expressions[static_cast<size_t>(id)]; }
  const Block& block(BlockId id) const { return blocks[static_cast<size_t>(id)]; }
  const Relation& relation(RelationId id) const { return relations[static_cast<size_t>(id)]; }
  ExpressionId child(const Expression& of, uint32_t index) const { return children[of.first_child + index]; }
};

/// A parameter that a statement compares a tenant key with, or writes to one.
struct TenantParameter {
  int number = 0;
  int level = 0;
  const Table* table = nullptr;
  int column = kNothing;
  Span at;  ///< In the statement's text.
};

std::vector<TenantParameter> tenant_parameters(const Query& query);

/// What row-level security does for the rows of one relation that a statement reads or writes.
struct RowClosure {
  Verdict verdict = Verdict::kRefuted;  ///< Of "no row of another tenant gets through".
  std::string term;          ///< With kProven, kConditional: the one term that they are tied to; empty: a set of tenants.
  std::string hole;          ///< Why not, in a line; empty where there is no row-level security.
  Place hole_at;
  bool left_to_it = false;   ///< `[tenant] enforce` asks no more of statements than that they are subject to it.
};

/// `relation` may be null (COPY names no more than a table). `written`: rows as the statement will write them.
using RowClosures = std::function<RowClosure(const Query& query, const Table& table, const Relation* relation,
                                             RowCommand command, bool written)>;

/// Completes the facts of statements: which relation uses are bound, and what is missing where they are not. Keeps
/// references to the catalog and the policy; thread-safe. Definition and method: docs/isolation.md.
class IsolationProver {
 public:
  /// `path_is_tenants`: schema-per-tenant, and something sets the search path of a transaction to the tenant's schema.
  /// `closures` (may be empty) is asked while statements are proved, by many threads.
  IsolationProver(const Catalog& catalog, const Policy& policy, bool path_is_tenants = false, RowClosures closures = {});
  ~IsolationProver();

  /// `reasons`: also fill Proof::reasons.
  Facts prove(const Query& query, bool reasons = false) const;

 private:
  struct Prepared;
  std::unique_ptr<const Prepared> prepared_;
};

}  // namespace ringfence
