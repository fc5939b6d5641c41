// From outside, what do the rows of a block satisfy? Adds fresh copies of the block's relations to a context, with all
// that its predicates say, and answers what its outputs are.
#include <algorithm>

#include "lint/analysis/run.h"
#include "lint/analysis/summary.h"

namespace ringfence::analysis {

// A row of the block proves that rows of its FROM exist, unless an aggregate makes a row out of nothing.
bool Run::can_export(const Block& of) const {
  switch (of.kind) {
    case Block::Kind::kSelect: return !(of.aggregated && !of.grouped) && !of.grouping_sets;
    case Block::Kind::kIntersect: return can_export(block(of.left)) && can_export(block(of.right));
    case Block::Kind::kExcept: return can_export(block(of.left));
    default: return true;
  }
}

std::vector<Node> Run::export_block(BlockId id, Context& context, Node wanted) {
  const Block& of = block(id);
  std::vector<Node> outputs(of.outputs.size(), kNothing);
  if (!spend() || !can_export(of) || of.open_outputs) return outputs;
  switch (of.kind) {
    case Block::Kind::kSelect: return export_select(of, context, wanted);
    case Block::Kind::kWrite: return export_write(of, context);
    case Block::Kind::kUnion: return of.recursive ? export_recursive(id, context) : export_union(id, context);
    case Block::Kind::kValues:
      for (size_t i = 0; i < of.outputs.size(); ++i) outputs[i] = node_of(of.outputs[i].value, context);
      return outputs;
    case Block::Kind::kIntersect: {
      outputs = export_block(of.left, context, wanted);
      const std::vector<Node> right = export_block(of.right, context, wanted);
      for (size_t i = 0; i < outputs.size() && i < right.size(); ++i) {
        if (outputs[i] == kNothing) outputs[i] = right[i];
        else context.unite(outputs[i], right[i], [](Node a, Node b) { return Edge{a, b, "INTERSECT", {}}; });
      }
      return outputs;
    }
    case Block::Kind::kExcept: return export_block(of.left, context, wanted);
  }
  return outputs;
}

std::vector<Node> Run::export_select(const Block& of, Context& context, Node wanted) {
  const std::vector<uint8_t> rejected = rejected_relations(of, wanted == kNothing ? nullptr : &context, wanted);
  add_from(of.from, context, rejected);
  assume(of.where, context);
  assume(of.having, context);
  std::vector<Node> outputs;
  for (const Output& output : of.outputs) {
    const Expression* value = output.value == kNothing ? nullptr : &query().expression(output.value);
    // A column of the nullable side is a value or NULL: nothing is equal to it for certain.
    const bool in_reach = value != nullptr && (value->kind != ExpressionKind::kColumn ||
                                               context.base_of[static_cast<size_t>(value->relation)] != kNothing);
    outputs.push_back(in_reach ? node_of(output.value, context) : kNothing);
  }
  return outputs;
}

void Run::add_from(const std::vector<JoinId>& joins, Context& context, const std::vector<uint8_t>& rejected) {
  for (const JoinId join : joins) add_join(join, context, rejected);
}

namespace {

void out_of_reach(const Query& query, JoinId id, Context& context) {
  const Join& join = query.joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation) {
    context.base_of[static_cast<size_t>(join.relation)] = kNothing;
    return;
  }
  out_of_reach(query, join.left, context);
  out_of_reach(query, join.right, context);
}

}  // namespace

// Adds the relations whose rows are certain to be there; the nullable sides that stay are put out of reach.
void Run::add_join(JoinId id, Context& context, const std::vector<uint8_t>& rejected) {
  const Join& join = query().joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation) return add_relation(join.relation, context);
  const bool left = join.kind == Join::Kind::kInner || join.kind == Join::Kind::kLeft ||
                    side_rejected(join.left, rejected) || suppositions_.join_filters_bind;
  const bool right = join.kind == Join::Kind::kInner || join.kind == Join::Kind::kRight ||
                     side_rejected(join.right, rejected) || suppositions_.join_filters_bind;
  if (left) add_join(join.left, context, rejected);
  else out_of_reach(query(), join.left, context);
  if (right) add_join(join.right, context, rejected);
  else out_of_reach(query(), join.right, context);
  if (left && right) assume(join.on, context);
}

void Run::add_relation(RelationId id, Context& context) {
  const Relation& relation = query().relation(id);
  Node& base = context.base_of[static_cast<size_t>(id)];
  if (relation.table != nullptr && relation.kind != Relation::Kind::kUnknown) {
    base = context.add_nodes(static_cast<int>(relation.table->columns.size()) + 1);
    context.add_row(*relation.table, base, false, 0);
    const bool tied = (!suppositions_.tied.empty() && suppositions_.tied[static_cast<size_t>(id)] != 0) ||
                      problem_.is_tenants_own(id, suppositions_.consistent_foreign_keys);
    context.rows.back().tenants_own = relation.kind == Relation::Kind::kRowOf || tied;
    return;
  }
  const auto columns = static_cast<int>(relation.columns.size());
  const Node first = context.add_nodes(columns);
  base = first;
  if (relation.kind == Relation::Kind::kSubquery) {
    const bool fits = block(relation.block).outputs.size() <= relation.columns.size();
    const std::vector<Node> outputs = fits ? export_block(relation.block, context, first) : std::vector<Node>();
    for (size_t i = 0; i < outputs.size() && static_cast<int>(i) < columns; ++i)
      context.unite(first + static_cast<Node>(i), outputs[i], [&](Node a, Node b) {
        return Edge{a, b, std::string(relation.alias) + "." + std::string(relation.columns[i]), {}};
      });
    context.base_of[static_cast<size_t>(id)] = first;
  } else if (relation.kind == Relation::Kind::kRecursive) {
    recursive_outputs_[static_cast<size_t>(relation.block)] = first;
    std::vector<Node> outputs;
    for (Node i = 0; i < columns; ++i) outputs.push_back(first + i);
    if (const Summary* facts = recursive_facts_[static_cast<size_t>(relation.block)]) apply(*facts, context, outputs);
  } else if (relation.kind == Relation::Kind::kFunction) {
    for (size_t i = 0; i < relation.values.size() && static_cast<int>(i) < columns; ++i) {
      if (relation.opaque) context.opaque.push_back(first + static_cast<Node>(i));
      else context.unite(first + static_cast<Node>(i), node_of(relation.values[i], context));
    }
  }
}

std::vector<Node> Run::export_write(const Block& of, Context& context) {
  const Write& write = query().writes[static_cast<size_t>(of.write)];
  std::vector<Node> outputs;
  const Table* table = query().relation(write.target).table;
  if (write.kind == StatementKind::kUpdate || write.kind == StatementKind::kDelete) {
    add_from(of.from, context, rejected_relations(of, nullptr, kNothing));
    assume(of.where, context);
  } else {
    add_relation(write.target, context);
  }
  const Node old_row = context.base_of[static_cast<size_t>(write.target)];
  if (write.kind == StatementKind::kUpdate && table != nullptr && old_row != kNothing) {
    // RETURNING shows the row as it is afterwards.
    const Node row = context.add_nodes(static_cast<int>(table->columns.size()) + 1);
    for (int column = 0; column < static_cast<int>(table->columns.size()); ++column) {
      const auto set = std::find_if(write.assignments.begin(), write.assignments.end(),
                                    [&](const Assignment& assignment) { return assignment.column == column; });
      context.unite(row + column, set == write.assignments.end() ? old_row + column : node_of(set->value, context),
                    [&](Node a, Node b) {
                      return Edge{a, b, "RETURNING of the updated row", {}};
                    });
    }
    context.base_of[static_cast<size_t>(write.target)] = row;
  }
  if (write.kind == StatementKind::kInsert && write.source != kNothing && old_row != kNothing) {
    const std::vector<Node> given = export_block(write.source, context);
    const auto is_arbiter = [&](int column) {
      const auto& arbiter = write.conflict.arbiter_columns;
      return std::find(arbiter.begin(), arbiter.end(), column) != arbiter.end();
    };
    for (size_t i = 0; i < write.columns.size() && i < given.size(); ++i) {
      // After DO UPDATE the row may be one that was there before: it agrees on the arbiter alone.
      if (write.columns[i] == kNothing || (write.conflict.updates && !is_arbiter(write.columns[i]))) continue;
      context.unite(old_row + write.columns[i], given[i], [&](Node a, Node b) {
        return Edge{a, b, "the inserted value", {}};
      });
    }
  }
  for (const Output& output : of.outputs) outputs.push_back(node_of(output.value, context));
  return outputs;
}

}  // namespace ringfence::analysis
