// Which parameters stand where a tenant's key is meant.
#include <algorithm>

#include "ringfence/query.h"

namespace ringfence {

namespace {

class Search {
 public:
  explicit Search(const Query& query) : query_(query) {}

  std::vector<TenantParameter> run() {
    for (const Expression& expression : query_.expressions) {
      const bool compares = expression.kind == ExpressionKind::kEqual || expression.kind == ExpressionKind::kNotDistinct ||
                            (expression.kind == ExpressionKind::kInList && expression.child_count == 2);
      if (!compares || expression.child_count < 2) continue;
      compare(query_.child(expression, 0), query_.child(expression, 1));
    }
    for (const Write& write : query_.writes) read(write);
    return std::move(found_);
  }

 private:
  void compare(ExpressionId left, ExpressionId right) {
    const Expression& a = query_.expression(left);
    const Expression& b = query_.expression(right);
    if (a.kind == ExpressionKind::kRow && b.kind == ExpressionKind::kRow) {
      for (uint32_t i = 0; i < std::min(a.child_count, b.child_count); ++i) compare(query_.child(a, i), query_.child(b, i));
      return;
    }
    if (b.kind == ExpressionKind::kParameter) compare_column(a, b);
    if (a.kind == ExpressionKind::kParameter) compare_column(b, a);
  }

  // Through views and derived tables, to the table's own column.
  void compare_column(Expression column, const Expression& parameter) {
    for (int step = 0; step < 16; ++step) {
      if (column.kind != ExpressionKind::kColumn || column.relation == kNothing || column.column == kNothing) return;
      const Relation& relation = query_.relation(column.relation);
      if (relation.kind != Relation::Kind::kSubquery) return note(relation.table, column.column, parameter);
      if (relation.block == kNothing) return;
      BlockId id = relation.block;
      while (query_.block(id).left != kNothing) id = query_.block(id).left;
      const Block& block = query_.block(id);
      if (static_cast<size_t>(column.column) >= block.outputs.size()) return;
      const ExpressionId value = block.outputs[static_cast<size_t>(column.column)].value;
      if (value == kNothing) return;
      column = query_.expression(value);
    }
  }

  void note(const Table* table, int column, const Expression& parameter) {
    if (table == nullptr || !table->is_owned() || column == kNothing) return;
    const auto& keys = table->ownership.keys;
    for (size_t level = 0; level < keys.size(); ++level)
      if (keys[level] == column) found_.push_back({parameter.number, static_cast<int>(level), table, column, parameter.at});
  }

  void write(const Table* table, int column, ExpressionId value) {
    if (value == kNothing || query_.expression(value).kind != ExpressionKind::kParameter) return;
    note(table, column, query_.expression(value));
  }

  void read(const Write& of) {
    if (of.target == kNothing) return;
    const Table* table = query_.relation(of.target).table;
    // What SET makes of a row's owner is a question of its own: tenant-moved-row.
    for (const MergeAction& action : of.merge_actions)
      if (action.kind == MergeAction::Kind::kInsert) for (const Assignment& assignment : action.assignments) write(table, assignment.column, assignment.value);
    if (of.source == kNothing) return;
    const Block& source = query_.block(of.source);
    for (size_t i = 0; i < of.columns.size(); ++i) {
      for (const auto& row : source.rows)
        if (i < row.size()) write(table, of.columns[i], row[i]);
      if (i < source.outputs.size()) write(table, of.columns[i], source.outputs[i].value);
    }
  }

  const Query& query_;
  std::vector<TenantParameter> found_;
};

}  // namespace

std::vector<TenantParameter> tenant_parameters(const Query& query) { return Search(query).run(); }

}  // namespace ringfence
