#include "lint/flow/row_columns.h"

#include "ringfence/query.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::flow {

namespace {

constexpr int kDeepest = 16;

// The column of a table that an expression hands on as it is.
OutputColumn column_behind(const Query& query, ExpressionId id, int depth) {
  if (id == kNothing || depth > kDeepest) return {};
  const Expression& value = query.expression(id);
  switch (value.kind) {
    case ExpressionKind::kColumn: {
      if (value.relation == kNothing || value.column < 0) return {};
      const Relation& relation = query.relation(value.relation);
      if (relation.kind == Relation::Kind::kTable || relation.kind == Relation::Kind::kRowOf) return {"", relation.table, value.column};
      if (relation.block == kNothing) return {};
      const Block& block = query.block(relation.block);
      if (static_cast<size_t>(value.column) < block.outputs.size())
        return column_behind(query, block.outputs[static_cast<size_t>(value.column)].value, depth + 1);
      return block.left == kNothing ? OutputColumn{} : [&] {
        const Block& first = query.block(block.left);
        return static_cast<size_t>(value.column) < first.outputs.size()
                   ? column_behind(query, first.outputs[static_cast<size_t>(value.column)].value, depth + 1)
                   : OutputColumn{};
      }();
    }
    case ExpressionKind::kCoalesce:
    case ExpressionKind::kCase:
      for (uint32_t i = 0; i < value.child_count; ++i)
        if (OutputColumn found = column_behind(query, query.child(value, i), depth + 1); found.table != nullptr) return found;
      return {};
    case ExpressionKind::kScalarSubquery: {
      if (value.block == kNothing) return {};
      const Block& block = query.block(value.block);
      return block.outputs.size() == 1 ? column_behind(query, block.outputs[0].value, depth + 1) : OutputColumn{};
    }
    default: return {};
  }
}

// lower(email) AS email: what it is called says that it still is one.
OutputColumn column_in(const Query& query, const Output& output) {
  OutputColumn found = column_behind(query, output.value, 0);
  if (found.table != nullptr || output.value == kNothing) return found;
  const Expression& value = query.expression(output.value);
  if (value.kind != ExpressionKind::kOpaque) return {};
  for (uint32_t i = 0; i < value.child_count; ++i) {
    const OutputColumn inner = column_behind(query, query.child(value, i), 0);
    if (inner.table == nullptr) continue;
    const std::string& name = inner.table->columns[static_cast<size_t>(inner.column)].name;
    if (name == output.name) return inner;
  }
  return {};
}

std::vector<OutputColumn> columns_of(const Query& query) {
  if (query.root == kNothing) return {};
  const Block* block = &query.block(query.root);
  for (int step = 0; block->outputs.empty() && block->left != kNothing && step < kDeepest; ++step) block = &query.block(block->left);
  std::vector<OutputColumn> made;
  for (const Output& output : block->outputs) {
    OutputColumn one = column_in(query, output);
    one.name = std::string(output.name);
    made.push_back(std::move(one));
  }
  return made;
}

}  // namespace

RowColumns::RowColumns(const CodeReading& code, const Catalog& catalog) {
  SqlBinder binder(catalog);
  for (const CodeStatement& statement : code.statements) {
    if (statement.results.empty()) continue;
    const BoundStatement bound = binder.bind(statement.text);
    if (bound.query == nullptr) continue;
    const std::vector<OutputColumn> columns = columns_of(*bound.query);
    for (const ResultSite& site : statement.results) {
      const auto [known, is_new] = of_call_.try_emplace({site.function, site.call}, static_cast<int32_t>(rows_.size()));
      if (is_new) rows_.push_back(columns);
      else rows_[static_cast<size_t>(known->second)].insert(rows_[static_cast<size_t>(known->second)].end(), columns.begin(), columns.end());
    }
  }
}

int32_t RowColumns::rows_of(const CodeFunction* function, int32_t call) const {
  const auto found = of_call_.find({function, call});
  return found == of_call_.end() ? -1 : found->second;
}

const OutputColumn* RowColumns::by_name(int32_t rows, const std::string& name) const {
  for (const OutputColumn& one : all(rows))
    if (one.name == name) return &one;
  return nullptr;
}

const OutputColumn* RowColumns::by_position(int32_t rows, int position) const {
  const std::vector<OutputColumn>& columns = all(rows);
  return position >= 0 && static_cast<size_t>(position) < columns.size() ? &columns[static_cast<size_t>(position)] : nullptr;
}

}  // namespace ringfence::flow
