// Rows that are changed or go, and rows that are found by their age.
#include <algorithm>

#include "lint/lifecycle/uses.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

constexpr int kDeepest = 20;

using Kind = RowChange::Kind;

class ChangeObserver {
 public:
  explicit ChangeObserver(const Observation& with) : with_(with), query_(with.query()), conditions_(query_) {}

  void run() {
    for (size_t i = 0; i < query_.blocks.size(); ++i)
      if (query_.blocks[i].kind == Block::Kind::kWrite && query_.blocks[i].write >= 0) write(static_cast<BlockId>(i), query_.writes[static_cast<size_t>(query_.blocks[i].write)]);
    for (const BulkCommand& one : query_.bulk_commands)
      if (one.command == "TRUNCATE") {
        RowChange& made = add(Kind::kTruncate, one.table, one.at);
        made.is_whole = true;
      }
    if (query_.root != kNothing && query_.block(query_.root).kind != Block::Kind::kWrite) look_up();
    managed_calls();
  }

 private:
  RowChange& add(Kind kind, const Table* table, Place at) {
    RowChange made;
    made.statement = with_.statement;
    made.kind = kind;
    made.table = table;
    made.name = table == nullptr ? std::string() : table->display_name();
    made.is_once = with_.is_once;
    made.at = at;
    return with_.facts.row_changes.emplace_back(std::move(made));
  }

  void say(RowChange& made, Condition condition) {
    made.ages = std::move(condition.ways);
    made.is_whole = condition.is_whole;
    made.is_narrowed = condition.is_narrowed;
  }

  void write(BlockId id, const Write& write) {
    if (write.target == kNothing) return;
    const Table* table = base_table(query_, write.target);
    if (table == nullptr) return managed(write, id);
    const Place at = with_.place(query_.relation(write.target).at);
    if (write.kind == StatementKind::kDelete) say(add(Kind::kDelete, table, at), conditions_.of_block(id));
    if (write.kind == StatementKind::kUpdate) {
      RowChange& made = add(Kind::kUpdate, table, at);
      made.emptied = emptied(*table, write.target, write.assignments);
      say(made, conditions_.of_block(id));
    }
    if (write.conflict.updates) add(Kind::kUpsert, table, with_.place(write.conflict.at));
    if (write.kind == StatementKind::kMerge) merge(write, *table, at);
  }

  void merge(const Write& write, const Table& table, Place at) {
    for (const MergeAction& action : write.merge_actions) {
      if (action.kind == MergeAction::Kind::kUpdate) {
        RowChange& made = add(Kind::kMergeUpdate, &table, at);
        made.emptied = emptied(table, write.target, action.assignments);
        made.is_narrowed = true;
      }
      if (action.kind == MergeAction::Kind::kDelete) {
        RowChange& made = add(Kind::kMergeDelete, &table, at);
        say(made, conditions_.of(action.condition == kNothing ? write.merge_on : action.condition));
      }
    }
  }

  std::vector<int> emptied(const Table& table, RelationId target, const std::vector<Assignment>& assignments) const {
    std::vector<int> columns;
    for (const Assignment& one : assignments) {
      const int column = base_column(query_, target, one.name);
      if (column >= 0 && empties(query_, table, column, one.value)) columns.push_back(column);
    }
    return columns;
  }

  // UPDATE partman.part_config SET retention = '30 days' WHERE parent_table = 'public.events', or INSERT of such a row.
  void managed(const Write& write, BlockId id) {
    const Span at = query_.relation(write.target).at;
    const std::string& text = query_.text->text;
    if (lower_case(std::string_view(text).substr(at.begin, at.end - at.begin)).find("part_config") == std::string::npos) return;
    ExpressionId retention = kNothing, keeps = kNothing;
    for (const Assignment& one : write.assignments) {
      if (one.name == "retention") retention = one.value;
      if (one.name == "retention_keep_table") keeps = one.value;
    }
    std::string_view parent;
    if (const Block& block = query_.block(id); block.where != kNothing) parent = compared_constant(block.where, 0);
    if (write.kind == StatementKind::kInsert && write.source != kNothing) {
      const Block& source = query_.block(write.source);
      for (size_t i = 0; i < write.column_at.size() && !source.rows.empty() && i < source.rows[0].size(); ++i) {
        const Span name = write.column_at[i];
        const std::string column = lower_case(std::string_view(text).substr(name.begin, name.end - name.begin));
        if (column == "retention") retention = source.rows[0][i];
        if (column == "retention_keep_table") keeps = source.rows[0][i];
        const Expression& value = query_.expression(source.rows[0][i]);
        if (column == "parent_table" && value.kind == ExpressionKind::kConstant) parent = value.text;
      }
    }
    // Kept apart from the parent, they are still there.
    const bool drops = keeps != kNothing && query_.expression(keeps).kind == ExpressionKind::kFalse;
    if (retention != kNothing) manage(parent, retention, drops);
  }

  // A name as a text, and after how long what is older goes.
  void manage(std::string_view name, ExpressionId after, bool is_certain) {
    const size_t dot = name.rfind('.');
    const Table* table =
        with_.promises.catalog.find_table(dot == name.npos ? std::string_view() : name.substr(0, dot), name.substr(dot == name.npos ? 0 : dot + 1));
    if (table == nullptr) return;
    RowChange& made = add(Kind::kManaged, table, with_.place(query_.expression(after).at));
    made.is_once = false;
    AgeLimit limit;
    limit.at = made.at;
    if (const auto span = duration_of(conditions_.times().form_of(after))) limit.age = *span;
    else limit.age.is_known = false;
    if (!is_certain) limit.age.is_known = false, limit.age.what = "whether partitions are dropped (retention_keep_table)";
    made.ages = {{std::move(limit)}};
  }

  // add_retention_policy('conditions', interval '24 hours'), drop_chunks('conditions', older_than => interval '24 hours')
  void managed_calls() {
    for (const Call& call : query_.calls) {
      const bool is_chunks = call.function == "drop_chunks";
      if ((!is_chunks && call.function != "add_retention_policy") || call.arguments.size() < 2) continue;
      const Expression& name = query_.expression(call.arguments[0]);
      ExpressionId after = call.arguments[1];
      for (size_t i = 0; i < call.arguments.size(); ++i)
        if (call.names[i] == "drop_after" || call.names[i] == "older_than") after = call.arguments[i];
      if (name.kind != ExpressionKind::kConstant || (is_chunks && with_.is_once)) continue;
      manage(name.text, after, true);
    }
  }

  std::string_view compared_constant(ExpressionId id, int depth) const {
    if (id == kNothing || depth > kDeepest) return {};
    const Expression& expression = query_.expression(id);
    if (expression.kind == ExpressionKind::kConstant) return expression.text;
    for (uint32_t i = 0; i < expression.child_count; ++i)
      if (const auto found = compared_constant(query_.child(expression, i), depth + 1); !found.empty()) return found;
    return {};
  }

  // SELECT id FROM files WHERE created_at < …: what finds the rows that another statement takes away by their keys.
  void look_up() {
    const Block& root = query_.block(query_.root);
    const Condition condition = conditions_.of_block(query_.root);
    if (!has_age(condition.ways)) return;
    for (const JoinId join : root.from) look_up(join, condition, 0);
  }

  void look_up(JoinId id, const Condition& condition, int depth) {
    if (id == kNothing || depth > kDeepest) return;
    const Join& join = query_.joins[static_cast<size_t>(id)];
    if (join.kind != Join::Kind::kRelation) {
      look_up(join.left, condition, depth + 1);
      return look_up(join.right, condition, depth + 1);
    }
    if (const Table* table = base_table(query_, join.relation)) say(add(Kind::kLookup, table, with_.place(query_.relation(join.relation).at)), condition);
  }

  const Observation& with_;
  const Query& query_;
  const ConditionReader conditions_;
};

}  // namespace

Place Observation::place(Span at) const { return query().text->place(at.begin, std::max(at.end, at.begin + 1)); }

const Table* base_table(const Query& query, RelationId id) {
  for (int depth = 0; id != kNothing && depth < kDeepest; ++depth) {
    const Relation& relation = query.relation(id);
    if (relation.kind == Relation::Kind::kTable) return relation.table;
    if (relation.kind != Relation::Kind::kSubquery || relation.block == kNothing) return nullptr;
    const Block& block = query.block(relation.block);
    if (block.kind != Block::Kind::kSelect || block.from.size() != 1) return nullptr;
    const Join& only = query.joins[static_cast<size_t>(block.from[0])];
    if (only.kind != Join::Kind::kRelation) return nullptr;
    id = only.relation;
  }
  return nullptr;
}

int base_column(const Query& query, RelationId id, std::string_view name) {
  std::string_view wanted = name;
  for (int depth = 0; id != kNothing && depth < kDeepest; ++depth) {
    const Relation& relation = query.relation(id);
    if (relation.kind == Relation::Kind::kTable) return relation.table == nullptr ? -1 : relation.table->column_index(wanted);
    if (relation.kind != Relation::Kind::kSubquery || relation.block == kNothing) return -1;
    const Block& block = query.block(relation.block);
    ExpressionId value = kNothing;
    for (size_t i = 0; i < block.outputs.size(); ++i) {
      const std::string_view called = i < relation.columns.size() && !relation.columns[i].empty() ? relation.columns[i] : block.outputs[i].name;
      if (called == wanted) value = block.outputs[i].value;
    }
    if (value == kNothing || query.expression(value).kind != ExpressionKind::kColumn) return -1;
    const Expression& column = query.expression(value);
    const Relation& inner = query.relation(column.relation);
    if (inner.kind == Relation::Kind::kTable) return column.column;
    if (inner.block == kNothing || column.column < 0) return -1;
    id = column.relation;
    const Block& next = query.block(inner.block);
    if (static_cast<size_t>(column.column) >= next.outputs.size()) return -1;
    wanted = next.outputs[static_cast<size_t>(column.column)].name;
  }
  return -1;
}

namespace {

// A key of the row, or a value that comes from nowhere.
bool says_nothing(const Query& query, const Table& table, ExpressionId id, int depth) {
  if (id == kNothing || depth > kDeepest) return false;
  const Expression& value = query.expression(id);
  switch (value.kind) {
    case ExpressionKind::kNull:
    case ExpressionKind::kConstant:
    case ExpressionKind::kTrue:
    case ExpressionKind::kFalse: return true;
    case ExpressionKind::kColumn:
      return query.relation(value.relation).table == &table && std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](const UniqueKey& key) {
        return key.primary && std::find(key.columns.begin(), key.columns.end(), value.column) != key.columns.end();
      });
    case ExpressionKind::kStable:
    case ExpressionKind::kArray:
    case ExpressionKind::kOpaque:
      if (value.block != kNothing || value.relation != kNothing || (value.kind == ExpressionKind::kOpaque && value.child_count == 0 && value.function.empty())) return false;
      for (uint32_t i = 0; i < value.child_count; ++i)
        if (!says_nothing(query, table, query.child(value, i), depth + 1)) return false;
      return true;
    default: return false;
  }
}

}  // namespace

bool empties(const Query& query, const Table& table, int column, ExpressionId value) {
  if (value == kNothing) return false;
  if (query.expression(value).kind == ExpressionKind::kDefault) {
    const Column& known = table.columns[static_cast<size_t>(column)];
    return !known.generated;
  }
  return says_nothing(query, table, value, 0);
}

void observe_changes(const Observation& with) { ChangeObserver(with).run(); }

}  // namespace ringfence::lifecycle
