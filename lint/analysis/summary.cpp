// Unions and recursion: facts that hold in every arm.
#include "lint/analysis/summary.h"

#include <algorithm>

namespace ringfence::analysis {

namespace {

// The outputs that the columns of `row` are.
std::vector<std::pair<int, int>> shown_columns(const Context& context, const Row& row,
                                               const std::vector<Node>& outputs) {
  std::vector<std::pair<int, int>> shown;
  for (int column = 0; column <= static_cast<int>(row.table->columns.size()); ++column)
    for (size_t i = 0; i < outputs.size(); ++i)
      if (context.same(row.base + column, outputs[i])) shown.emplace_back(column, static_cast<int>(i));
  return shown;
}

bool shows(const Context& context, const Row& row, const std::vector<Node>& outputs,
           const std::vector<std::pair<int, int>>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& pair) {
    return context.same(row.base + pair.first, outputs[static_cast<size_t>(pair.second)]);
  });
}

}  // namespace

// `known`: nodes below it mean the same outside.
Run::Summary Run::summarise(Context& context, const std::vector<Node>& outputs, Node known) const {
  Summary made;
  close(context);
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i] == kNothing) continue;
    const int index = static_cast<int>(i);
    if (context.not_null(outputs[i])) made.not_null.push_back(index);
    for (Node node = 0; node < known; ++node)
      if (context.same(outputs[i], node)) made.known.emplace_back(index, node);
    for (size_t j = i + 1; j < outputs.size(); ++j)
      if (context.same(outputs[i], outputs[j])) made.equal.emplace_back(index, static_cast<int>(j));
  }
  for (size_t r = 0; r < context.rows.size(); ++r) {
    const Row& row = context.rows[r];
    if (row.base < known) continue;
    Summary::VirtualRow virtual_row;
    virtual_row.table = row.table;
    virtual_row.outputs = shown_columns(context, row, outputs);
    if (virtual_row.outputs.empty()) continue;
    for (int column = 0; column < static_cast<int>(row.table->columns.size()); ++column)
      for (Node node = 0; node < known; ++node)
        if (context.same(row.base + column, node)) virtual_row.known.emplace_back(column, node);
    const std::vector<Node> owners = owner_nodes(context, r);
    for (size_t level = 0; level < owners.size(); ++level)
      for (Node node = 0; node < known; ++node)
        if (context.same(owners[level], node)) virtual_row.owners.emplace_back(static_cast<Node>(level), node);
    made.rows.push_back(std::move(virtual_row));
  }
  return made;
}

// Keeps what holds in `context` too.
void Run::intersect(Summary& summary, Context& context, const std::vector<Node>& outputs) const {
  close(context);
  const auto output = [&](int index) { return outputs[static_cast<size_t>(index)]; };
  std::erase_if(summary.known, [&](const auto& fact) { return !context.same(output(fact.first), fact.second); });
  std::erase_if(summary.equal,
                [&](const auto& fact) { return !context.same(output(fact.first), output(fact.second)); });
  std::erase_if(summary.not_null, [&](int i) { return output(i) == kNothing || !context.not_null(output(i)); });
  std::erase_if(summary.rows, [&](Summary::VirtualRow& wanted) {
    for (size_t r = 0; r < context.rows.size(); ++r) {
      const Row& row = context.rows[r];
      if (row.table != wanted.table || !shows(context, row, outputs, wanted.outputs)) continue;
      std::erase_if(wanted.known, [&](const auto& fact) { return !context.same(row.base + fact.first, fact.second); });
      const std::vector<Node> owners = owner_nodes(context, r);
      std::erase_if(wanted.owners, [&](const auto& fact) {
        const auto level = static_cast<size_t>(fact.first);
        return level >= owners.size() || !context.same(owners[level], fact.second);
      });
      return false;
    }
    return true;
  });
}

void Run::apply(const Summary& summary, Context& context, const std::vector<Node>& outputs) const {
  const auto output = [&](int index) { return outputs[static_cast<size_t>(index)]; };
  const auto why = [](Node a, Node b) { return Edge{a, b, "in every arm of the query", {}}; };
  for (const auto& [index, node] : summary.known) context.unite(output(index), node, why);
  for (const auto& [a, b] : summary.equal) context.unite(output(a), output(b), why);
  for (const int index : summary.not_null) context.set_not_null(output(index));
  for (const Summary::VirtualRow& row : summary.rows) {
    const Node base = context.add_nodes(static_cast<int>(row.table->columns.size()) + 1);
    context.add_row(*row.table, base, false, 1);
    const size_t index = context.rows.size() - 1;  // closing adds rows behind it
    for (const auto& [column, index] : row.outputs) context.unite(base + column, output(index), why);
    for (const auto& [column, node] : row.known) context.unite(base + column, node, why);
    if (row.owners.empty()) continue;
    close(context);
    const std::vector<Node> owners = owner_nodes(context, index);
    for (const auto& [level, node] : row.owners)
      if (static_cast<size_t>(level) < owners.size()) context.unite(owners[static_cast<size_t>(level)], node, why);
  }
}

std::vector<Node> Run::export_union(BlockId id, Context& context) {
  const Block& of = block(id);
  const Node known = context.node_count();
  std::vector<Node> outputs;
  for (size_t i = 0; i < of.outputs.size(); ++i) outputs.push_back(context.add_nodes(1));
  Context left = context;
  std::vector<Node> left_outputs = export_block(of.left, left);
  left_outputs.resize(outputs.size(), kNothing);
  Summary summary = summarise(left, left_outputs, known);
  Context right = context;
  std::vector<Node> right_outputs = export_block(of.right, right);
  right_outputs.resize(outputs.size(), kNothing);
  intersect(summary, right, right_outputs);
  apply(summary, context, outputs);
  return outputs;
}

// Induction over the recursion: what the anchor's rows satisfy and the recursive arm hands on. Starts with all that the
// anchor satisfies and drops what the arm does not keep, until nothing more drops. `pushed`: nodes that the outputs of
// all rows that count are equal to, as far as `invariant` says.
Run::Summary Run::recursive_summary(BlockId id, const Context& context, Node pushed,
                                    const std::vector<uint8_t>& invariant) {
  const Block& of = block(id);
  const Node known = context.node_count();
  const auto rows_of = [&](BlockId arm, Context& into) {
    std::vector<Node> outputs = export_block(arm, into);
    outputs.resize(of.outputs.size(), kNothing);
    for (size_t i = 0; i < outputs.size(); ++i)
      if (pushed != kNothing && invariant[i] != 0) into.unite(outputs[i], pushed + static_cast<Node>(i));
    return outputs;
  };
  Context anchor = context;
  const std::vector<Node> outputs = rows_of(of.left, anchor);
  Summary summary = summarise(anchor, outputs, known);
  for (int round = 0; round < 16; ++round) {
    const size_t before = summary.size();
    const Summary assumed = summary;
    const Summary* outer = std::exchange(recursive_facts_[static_cast<size_t>(id)], &assumed);
    Context arm = context;
    const std::vector<Node> arm_outputs = rows_of(of.right, arm);
    recursive_facts_[static_cast<size_t>(id)] = outer;
    intersect(summary, arm, arm_outputs);
    if (before == summary.size()) return summary;
  }
  return {};
}

// Which equalities of outputs with `pushed` reach through the recursion: if they hold for a row of the recursive arm,
// they hold for the row it came from, so that rows without them never lead to one with them.
std::vector<uint8_t> Run::invariant_outputs(BlockId id, const Context& context, Node pushed) {
  const Block& of = block(id);
  const Summary facts = recursive_summary(id, context, kNothing, {});
  std::vector<uint8_t> invariant(of.outputs.size(), 1);
  for (bool changed = true; changed;) {
    changed = false;
    const Summary* outer = std::exchange(recursive_facts_[static_cast<size_t>(id)], &facts);
    Context arm = context;
    const std::vector<Node> outputs = export_block(of.right, arm);
    recursive_facts_[static_cast<size_t>(id)] = outer;
    const Node reference = recursive_outputs_[static_cast<size_t>(id)];
    if (reference == kNothing) return std::vector<uint8_t>(of.outputs.size(), 0);
    for (size_t i = 0; i < outputs.size() && i < invariant.size(); ++i)
      if (invariant[i] != 0) arm.unite(outputs[i], pushed + static_cast<Node>(i));
    close(arm);
    for (size_t i = 0; i < invariant.size(); ++i) {
      if (invariant[i] == 0 || arm.same(reference + static_cast<Node>(i), pushed + static_cast<Node>(i))) continue;
      invariant[i] = 0;
      changed = true;
    }
  }
  return invariant;
}

std::vector<Node> Run::export_recursive(BlockId id, Context& context) {
  const Summary summary = recursive_summary(id, context, kNothing, {});
  std::vector<Node> outputs;
  for (size_t i = 0; i < block(id).outputs.size(); ++i) outputs.push_back(context.add_nodes(1));
  apply(summary, context, outputs);
  return outputs;
}

}  // namespace ringfence::analysis
