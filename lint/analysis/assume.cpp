// What follows when a predicate holds.
#include "lint/analysis/expression_text.h"
#include "lint/analysis/run.h"

namespace ringfence::analysis {

namespace {

// COALESCE, CASE and the branches of CASE: one of several values.
bool is_choice(const Expression& expression) {
  return expression.kind == ExpressionKind::kCoalesce || expression.kind == ExpressionKind::kCase ||
         (expression.kind == ExpressionKind::kOpaque && !expression.strict && expression.text.empty());
}

}  // namespace

Edge Run::edge(Node a, Node b, ExpressionId predicate) const {
  return {a, b, expression_text(query(), predicate), expression_place(query(), predicate)};
}

Node Run::node_of(ExpressionId id, Context& context) {
  id = problem_.opened(id);
  if (id == kNothing) return kNothing;
  const Expression& expression = query().expression(id);
  switch (expression.kind) {
    case ExpressionKind::kColumn: {
      const Node base = context.base_of[static_cast<size_t>(expression.relation)];
      return base == kNothing ? kNothing : base + expression.column;
    }
    case ExpressionKind::kParameter: return problem_.parameter_node(expression.number);
    case ExpressionKind::kConstant:
    case ExpressionKind::kTrue:
    case ExpressionKind::kFalse:
    case ExpressionKind::kStable:
    case ExpressionKind::kLocal: return problem_.constant_node(id);
    case ExpressionKind::kElementOf: {
      const Node array = node_of(query().child(expression, 0), context);
      const Node element = context.add_nodes(1);
      context.memberships.push_back({element, array, id});
      return element;
    }
    case ExpressionKind::kCoalesce: {
      const auto child = [&](uint32_t index) { return node_of(query().child(expression, index), context); };
      const Node first = expression.child_count == 0 ? kNothing : child(0);
      // The merged column of a FULL JOIN is that of either row which is there: the other's agrees, or is NULL.
      if (expression.text == kMergedColumn &&
          query().expression(query().child(expression, 0)).kind == ExpressionKind::kColumn)
        return first != kNothing ? first : child(1);
      return first != kNothing && context.not_null(first) ? first : kNothing;
    }
    default: return kNothing;
  }
}

void Run::assume_equal(ExpressionId predicate, ExpressionId a, ExpressionId b, Context& context, bool not_null) {
  const auto side = [&](ExpressionId written) -> Node {
    const ExpressionId id = problem_.opened(written);
    const Expression& expression = query().expression(id);
    if (expression.kind == ExpressionKind::kScalarSubquery && not_null && can_export(block(expression.block))) {
      const std::vector<Node> outputs = export_block(expression.block, context);
      const auto index = static_cast<size_t>(std::max(expression.column, 0));
      return index < outputs.size() ? outputs[index] : kNothing;
    }
    return node_of(id, context);
  };
  if (suppositions_.optimistic_case)
    for (const auto& [choice, other] : {std::pair{a, b}, std::pair{b, a}}) {
      const Expression& expression = query().expression(problem_.opened(choice));
      if (!is_choice(expression)) continue;
      for (uint32_t i = 0; i < expression.child_count; ++i)
        assume_equal(predicate, query().child(expression, i), other, context, not_null);
    }
  const Node left = side(a);
  const Node right = side(b);
  if (left != kNothing && right != kNothing)
    context.unite(left, right, [&](Node x, Node y) { return edge(x, y, predicate); });
  if (not_null) {
    context.set_not_null(left);
    context.set_not_null(right);
  }
}

void Run::assume_different(ExpressionId a, ExpressionId b, Context& context) {
  if (!contradictions_count()) return;
  const Node left = node_of(a, context);
  const Node right = node_of(b, context);
  context.set_not_null(left);
  context.set_not_null(right);
  if (left != kNothing && right != kNothing) context.different.emplace_back(left, right);
}

void Run::assume_member(const Expression& predicate, ExpressionId id, Context& context) {
  const ExpressionId left = query().child(predicate, 0);
  const Expression& row = query().expression(left);
  const uint32_t width = row.kind == ExpressionKind::kRow ? row.child_count : 1;
  for (uint32_t column = 0; column < width; ++column) {
    const Node member = node_of(row.kind == ExpressionKind::kRow ? query().child(row, column) : left, context);
    if (member == kNothing) continue;
    context.set_not_null(member);
    if (predicate.kind == ExpressionKind::kEqualAny) {
      context.memberships.push_back({member, node_of(query().child(predicate, 1), context), id});
      continue;
    }
    // IN ((a, $1), (b, $1)): the second member is $1 in every row of the list.
    Node same = kNothing;
    bool all_same = true;
    for (uint32_t i = 1; i < predicate.child_count; ++i) {
      const Expression& item = query().expression(query().child(predicate, i));
      const ExpressionId value =
          row.kind == ExpressionKind::kRow && item.kind == ExpressionKind::kRow && column < item.child_count
              ? query().child(item, column)
              : query().child(predicate, i);
      const Node node = node_of(value, context);
      all_same = all_same && node != kNothing && (i == 1 || context.same(node, same));
      same = node;
    }
    if (all_same && same != kNothing) context.unite(member, same, [&](Node x, Node y) { return edge(x, y, id); });
    else context.memberships.push_back({member, kNothing, id});
  }
}

void Run::assume_subquery(ExpressionId id, Context& context) {
  const Expression& expression = query().expression(id);
  if (!can_export(block(expression.block))) return;
  const std::vector<Node> outputs = export_block(expression.block, context);
  if (expression.kind == ExpressionKind::kExists) return;
  const ExpressionId left = query().child(expression, 0);
  const Expression& row = query().expression(left);
  const uint32_t width = row.kind == ExpressionKind::kRow ? row.child_count : 1;
  for (uint32_t i = 0; i < width && i < outputs.size(); ++i) {
    const Node member = node_of(row.kind == ExpressionKind::kRow ? query().child(row, i) : left, context);
    context.set_not_null(member);
    context.set_not_null(outputs[i]);
    context.unite(member, outputs[i], [&](Node x, Node y) { return edge(x, y, id); });
  }
}

// `WHERE active`, `WHERE NOT active`.
void Run::assume_truth(ExpressionId id, bool value, Context& context) {
  const Node node = node_of(id, context);
  if (node == kNothing) return;
  context.set_not_null(node);
  context.unite(node, problem_.truth_node(value), [&](Node a, Node b) { return edge(a, b, id); });
}

void Run::assume(ExpressionId id, Context& context) {
  id = problem_.opened(id);
  if (id == kNothing) return;
  const Expression& expression = query().expression(id);
  const auto child = [&](uint32_t index) { return query().child(expression, index); };
  switch (expression.kind) {
    case ExpressionKind::kAnd:
      for (uint32_t i = 0; i < expression.child_count; ++i) assume(child(i), context);
      return;
    case ExpressionKind::kOr:
      if (suppositions_.optimistic_or)
        for (uint32_t i = 0; i < expression.child_count; ++i) assume(child(i), context);
      else context.disjunctions.push_back({id, false, context.base_of});
      return;
    case ExpressionKind::kNot: return assume_not(child(0), context);
    case ExpressionKind::kNotEqual: return assume_different(child(0), child(1), context);
    case ExpressionKind::kEqual: return assume_equal(id, child(0), child(1), context, true);
    case ExpressionKind::kNotDistinct: return assume_equal(id, child(0), child(1), context, false);
    case ExpressionKind::kInList:
    case ExpressionKind::kEqualAny: return assume_member(expression, id, context);
    case ExpressionKind::kInSubquery:
    case ExpressionKind::kExists: return assume_subquery(id, context);
    case ExpressionKind::kIsNull:
      if (contradictions_count()) context.set_null(node_of(child(0), context));
      return;
    case ExpressionKind::kIsNotNull: return context.set_not_null(node_of(child(0), context));
    case ExpressionKind::kColumn: return assume_truth(id, true, context);
    case ExpressionKind::kFalse:
    case ExpressionKind::kNull: context.impossible = true; return;
    case ExpressionKind::kCoalesce:
    case ExpressionKind::kCase:
    case ExpressionKind::kOpaque:
      if (suppositions_.optimistic_case && is_choice(expression))
        for (uint32_t i = 0; i < expression.child_count; ++i)
          if (const ExpressionKind kind = query().expression(child(i)).kind;
              kind != ExpressionKind::kFalse && kind != ExpressionKind::kNull)
            assume(child(i), context);
      return;
    default: return;
  }
}

void Run::assume_not(ExpressionId id, Context& context) {
  id = problem_.opened(id);
  const Expression& expression = query().expression(id);
  const auto child = [&](uint32_t index) { return query().child(expression, index); };
  switch (expression.kind) {
    case ExpressionKind::kNot: return assume(child(0), context);
    case ExpressionKind::kOr:
      for (uint32_t i = 0; i < expression.child_count; ++i) assume_not(child(i), context);
      return;
    case ExpressionKind::kAnd:
      if (suppositions_.optimistic_or)
        for (uint32_t i = 0; i < expression.child_count; ++i) assume_not(child(i), context);
      else context.disjunctions.push_back({id, true, context.base_of});
      return;
    case ExpressionKind::kColumn: return assume_truth(id, false, context);
    case ExpressionKind::kEqual: return assume_different(child(0), child(1), context);
    case ExpressionKind::kNotEqual: return assume_equal(id, child(0), child(1), context, true);
    case ExpressionKind::kIsNull: return context.set_not_null(node_of(child(0), context));
    case ExpressionKind::kIsNotNull: return context.set_null(node_of(child(0), context));
    case ExpressionKind::kTrue:
    case ExpressionKind::kNull: context.impossible = true; return;
    default: return;
  }
}

}  // namespace ringfence::analysis
