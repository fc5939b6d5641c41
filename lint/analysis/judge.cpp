// Judges the relations and subqueries of one block in the context of the rows that count.
#include "lint/analysis/run.h"

namespace ringfence::analysis {

void Run::judge_block(const Block& of, Context& context) {
  for (const JoinId join : of.from) judge_join(of, join, context);
  judge_expression(of.where, context, true);
  judge_expression(of.having, context, true);
  for (const Output& output : of.outputs) judge_expression(output.value, context);
  for (const ExpressionId other : of.others) judge_expression(other, context);
  for (const ExpressionId item : of.group_by) judge_expression(item, context);
  for (const ExpressionId item : of.distinct_on) judge_expression(item, context);
}

bool Run::in_reach(JoinId id, const Context& context) const {
  const Join& join = query().joins[static_cast<size_t>(id)];
  if (join.kind != Join::Kind::kRelation) return in_reach(join.left, context) || in_reach(join.right, context);
  return context.base_of[static_cast<size_t>(join.relation)] != kNothing;
}

void Run::judge_join(const Block& of, JoinId id, Context& context) {
  const Join& join = query().joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation) return judge_relation(join.relation, context);
  const bool left = in_reach(join.left, context);
  const bool right = in_reach(join.right, context);
  if (left) judge_join(of, join.left, context);
  if (right) judge_join(of, join.right, context);
  if (left && right) return judge_expression(join.on, context, true);
  // A FULL join that keeps both sides shows every row of each: its ON ties neither.
  const ExpressionId on = left || right ? join.on : kNothing;
  if (!left) judge_optional_side(of, join.left, on, context);
  if (!right) judge_optional_side(of, join.right, on, context);
}

// Rows of a nullable side matter only where they match: ON holds, and so does all that is known of the preserved side.
void Run::judge_optional_side(const Block& of, JoinId side, ExpressionId on, const Context& context) {
  Context matched = context;
  std::vector<uint8_t> rejected(query().relations.size(), 0);
  reject_nulls(on, true, rejected);
  bool changed = true;
  while (changed) changed = grow_rejection(side, rejected);
  for (const JoinId join : of.from) bring_into_reach(join, side, rejected, matched);
  add_join(side, matched, rejected);
  assume(on, matched);
  close(matched);
  over_cases(std::move(matched), [&](Context& one) {
    judge_join(of, side, one);
    judge_expression(on, one, true);
  });
}

// A nullable side to the left that ON compares with is not NULL where ON holds: its own ON holds as well.
void Run::bring_into_reach(JoinId id, JoinId except, const std::vector<uint8_t>& rejected, Context& context) {
  const Join& join = query().joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation || id == except) return;
  bring_into_reach(join.left, except, rejected, context);
  bring_into_reach(join.right, except, rejected, context);
  const bool left = in_reach(join.left, context);
  const bool right = in_reach(join.right, context);
  if (left == right) return;
  const JoinId missing = left ? join.right : join.left;
  if (missing == except || !side_rejected(missing, rejected)) return;
  add_join(missing, context, rejected);
  assume(join.on, context);
}

void Run::judge_relation(RelationId id, Context& context) {
  const Relation& relation = query().relation(id);
  const Node base = context.base_of[static_cast<size_t>(id)];
  if (base == kNothing) return;
  if (relation.kind == Relation::Kind::kSubquery) return judge_derived(id, context);
  if (relation.kind == Relation::Kind::kFunction)
    for (const ExpressionId value : relation.values) judge_expression(value, context);
  if (relation.kind != Relation::Kind::kTable) return;
  if (const RowClosure& closure = problem_.closures[static_cast<size_t>(id)]; is_closed(closure)) {
    Binding binding;
    binding.tie = Tie::kBound;
    binding.terms = 1;
    if (context.keeps_reasons()) binding.reasons.push_back({"row-level security of " + relation.table->name, {}});
    return bindings[static_cast<size_t>(id)].worsen(binding);
  }
  for (size_t row = 0; row < context.rows.size(); ++row) {
    if (context.rows[row].base != base || context.rows[row].table != relation.table) continue;
    Binding binding = binding_of(row, context);
    if (binding.tie != Tie::kBound && !blocking_.empty()) binding.blocked_by = blocking_.back();
    bindings[static_cast<size_t>(id)].worsen(binding);
    return;
  }
}

void Run::judge_derived(RelationId id, Context& context) {
  const Relation& relation = query().relation(id);
  if (relation.data_modifying) return;  // It ran on its own, as an effect of the block that holds the WITH.
  if (relation.from_cte) {
    Settled& settled = settled_[static_cast<size_t>(relation.block)];
    if (settled == Settled::kNotTried) {
      const std::vector<Binding> before = bindings;
      evaluate(relation.block, start_, kNothing);
      settled = worse_than(before) ? Settled::kDepends : Settled::kProven;
      if (settled == Settled::kDepends) bindings = before;
    }
    if (settled == Settled::kProven) return;
  }
  const bool fits = block(relation.block).outputs.size() <= relation.columns.size();
  evaluate(relation.block, context, fits ? context.base_of[static_cast<size_t>(id)] : kNothing);
}

bool Run::has_subquery(ExpressionId id) const {
  if (id == kNothing) return false;
  const Expression& expression = query().expression(id);
  if (expression.block != kNothing) return true;
  for (uint32_t i = 0; i < expression.child_count; ++i)
    if (has_subquery(query().child(expression, i))) return true;
  return false;
}

// `positive`: the expression is asked only whether it is true.
void Run::judge_expression(ExpressionId id, Context& context, bool positive) {
  if (id == kNothing || !has_subquery(id)) return;
  const Expression& expression = query().expression(id);
  // The body of a function that is a term is vouched for.
  if (expression.kind == ExpressionKind::kStable && problem_.opened(id) == id) return;
  if (expression.block != kNothing) judge_subquery(id, context, positive);
  const bool stays = positive && (expression.kind == ExpressionKind::kAnd || expression.kind == ExpressionKind::kOr);
  for (uint32_t i = 0; i < expression.child_count; ++i) {
    const ExpressionId child = query().child(expression, i);
    if (stays && expression.kind == ExpressionKind::kOr && has_subquery(child)) {
      // A subquery in a branch matters only where the rest of the branch holds.
      Context branch = context;
      assume(child, branch);
      branch.disjunctions.clear();
      close(branch);
      judge_expression(child, branch, true);
    } else {
      judge_expression(child, context, stays);
    }
  }
}

void Run::judge_subquery(ExpressionId id, Context context, bool positive) {
  const Expression& expression = query().expression(id);
  Node outputs = kNothing;
  if (positive && expression.kind == ExpressionKind::kInSubquery) {
    // `x IN (SELECT c …)` is true or not by the rows with c = x alone. Negated, a NULL among the others would count.
    const Expression& left = query().expression(query().child(expression, 0));
    const bool row = left.kind == ExpressionKind::kRow;
    const auto width = block(expression.block).outputs.size();
    outputs = context.add_nodes(static_cast<int>(width));
    for (size_t i = 0; i < width && i < (row ? left.child_count : 1); ++i) {
      const Node member =
          node_of(row ? query().child(left, static_cast<uint32_t>(i)) : query().child(expression, 0), context);
      context.unite(outputs + static_cast<Node>(i), member, [&](Node a, Node b) { return edge(a, b, id); });
      context.set_not_null(outputs + static_cast<Node>(i));
    }
  }
  evaluate(expression.block, std::move(context), outputs);
}

}  // namespace ringfence::analysis
