// Rows that are made: by which conflict target they are known again, and when they expire.
#include <algorithm>

#include "lint/lifecycle/uses.h"

namespace ringfence::lifecycle {

namespace {

constexpr int kDeepest = 20;

class InsertObserver {
 public:
  explicit InsertObserver(const Observation& with) : with_(with), query_(with.query()), times_(query_) {}

  void run() {
    for (size_t i = 0; i < query_.blocks.size(); ++i) {
      const Block& block = query_.blocks[i];
      if (block.kind != Block::Kind::kWrite || block.write < 0) continue;
      const Write& write = query_.writes[static_cast<size_t>(block.write)];
      if (write.target == kNothing) continue;
      const Table* table = base_table(query_, write.target);
      if (table == nullptr) continue;
      if (write.kind == StatementKind::kInsert) insert(write, *table);
      if (write.kind == StatementKind::kMerge) merge(write, *table);
    }
  }

 private:
  RowInsert made(const Table& table, RelationId target) const {
    RowInsert insert;
    insert.statement = with_.statement;
    insert.table = &table;
    insert.is_once = with_.is_once;
    insert.at = with_.place(query_.relation(target).at);
    return insert;
  }

  void insert(const Write& write, const Table& table) {
    RowInsert one = made(table, write.target);
    one.columns = write.columns;
    one.has_conflict = write.conflict.present;
    one.arbiter = write.conflict.arbiter_columns;
    one.has_any_arbiter = write.conflict.present && one.arbiter.empty() && write.conflict.constraint.empty() && !write.conflict.arbiter_expressions;
    if (!write.conflict.constraint.empty())
      for (const UniqueKey& key : table.unique_keys)
        if (key.name == write.conflict.constraint) one.arbiter = key.columns;
    if (write.source != kNothing) {
      note_missing(query_.block(write.source).where, table, one, 0);
      note_expiries(write, table, one);
    }
    with_.facts.row_inserts.push_back(std::move(one));
  }

  void merge(const Write& write, const Table& table) {
    for (const MergeAction& action : write.merge_actions) {
      if (action.kind != MergeAction::Kind::kInsert) continue;
      RowInsert one = made(table, write.target);
      for (const Assignment& assignment : action.assignments) one.columns.push_back(assignment.column);
      note_compared(write.merge_on, table, one.compared, 0);
      with_.facts.row_inserts.push_back(std::move(one));
      return;
    }
  }

  // INSERT … SELECT … WHERE NOT EXISTS (SELECT … FROM the same table WHERE its keys are these).
  void note_missing(ExpressionId id, const Table& table, RowInsert& insert, int depth) {
    if (id == kNothing || depth > kDeepest) return;
    const Expression& expression = query_.expression(id);
    if (expression.kind == ExpressionKind::kAnd)
      for (uint32_t i = 0; i < expression.child_count; ++i) note_missing(query_.child(expression, i), table, insert, depth + 1);
    if (expression.kind != ExpressionKind::kNot) return;
    const Expression& inner = query_.expression(query_.child(expression, 0));
    if (inner.kind == ExpressionKind::kExists && inner.block != kNothing && reads(inner.block, table)) note_compared(query_.block(inner.block).where, table, insert.compared, 0);
  }

  bool reads(BlockId id, const Table& table) const {
    const auto& from = query_.block(id).from;
    return std::any_of(from.begin(), from.end(), [&](JoinId join) {
      const Join& one = query_.joins[static_cast<size_t>(join)];
      return one.kind == Join::Kind::kRelation && base_table(query_, one.relation) == &table;
    });
  }

  void note_compared(ExpressionId id, const Table& table, std::vector<int>& columns, int depth) {
    if (id == kNothing || depth > kDeepest) return;
    const Expression& expression = query_.expression(id);
    if (expression.kind == ExpressionKind::kAnd)
      for (uint32_t i = 0; i < expression.child_count; ++i) note_compared(query_.child(expression, i), table, columns, depth + 1);
    if (expression.kind != ExpressionKind::kEqual && expression.kind != ExpressionKind::kNotDistinct) return;
    for (uint32_t i = 0; i < expression.child_count; ++i) {
      const Expression& side = query_.expression(query_.child(expression, i));
      if (side.kind == ExpressionKind::kColumn && query_.relation(side.relation).table == &table && query_.relation(side.relation).kind == Relation::Kind::kTable)
        columns.push_back(side.column);
    }
  }

  // expires_at: now() + interval '5 minutes'
  void note_expiries(const Write& write, const Table& table, RowInsert& insert) {
    const Block& source = query_.block(write.source);
    const auto note = [&](size_t i, ExpressionId value) {
      if (i >= write.columns.size() || write.columns[i] < 0 || value == kNothing) return;
      const std::string& type = table.columns[static_cast<size_t>(write.columns[i])].type;
      if (!type.starts_with("timestamp") && type != "date") return;
      const TimeForm form = times_.form_of(value);
      if (form.kind == TimeForm::Kind::kNow && !form.is_numeric) insert.expiries.push_back({write.columns[i], form.span});
    };
    for (const auto& row : source.rows)
      for (size_t i = 0; i < row.size(); ++i) note(i, row[i]);
    for (size_t i = 0; i < source.outputs.size() && source.rows.empty(); ++i) note(i, source.outputs[i].value);
  }

  const Observation& with_;
  const Query& query_;
  const TimeReader times_;
};

}  // namespace

void observe_inserts(const Observation& with) { InsertObserver(with).run(); }

}  // namespace ringfence::lifecycle
