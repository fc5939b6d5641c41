// Outer-join reduction: a predicate that is not true for NULLs makes the outer join above its column an inner one.
#include "lint/analysis/run.h"

namespace ringfence::analysis {

// Marks relations of which a NULL row makes the value NULL.
void Run::reject_strict(ExpressionId id, std::vector<uint8_t>& rejected) const {
  if (id == kNothing) return;
  const Expression& expression = query().expression(id);
  if (expression.kind == ExpressionKind::kColumn) rejected[static_cast<size_t>(expression.relation)] = 1;
  if ((expression.kind == ExpressionKind::kOpaque && expression.strict))
    for (uint32_t i = 0; i < expression.child_count; ++i) reject_strict(query().child(expression, i), rejected);
}

void Run::reject_nulls(ExpressionId id, bool positive, std::vector<uint8_t>& rejected) const {
  if (id == kNothing) return;
  const Expression& expression = query().expression(id);
  const auto children = [&](bool sign) {
    for (uint32_t i = 0; i < expression.child_count; ++i) reject_nulls(query().child(expression, i), sign, rejected);
  };
  const auto strict_children = [&] {
    for (uint32_t i = 0; i < expression.child_count; ++i) reject_strict(query().child(expression, i), rejected);
  };
  const auto every_branch = [&](bool sign) {
    std::vector<uint8_t> all(rejected.size(), 1);
    for (uint32_t i = 0; i < expression.child_count; ++i) {
      std::vector<uint8_t> branch(rejected.size(), 0);
      reject_nulls(query().child(expression, i), sign, branch);
      for (size_t r = 0; r < all.size(); ++r) all[r] &= branch[r];
    }
    for (size_t r = 0; r < all.size(); ++r) rejected[r] |= all[r];
  };
  switch (expression.kind) {
    case ExpressionKind::kAnd: return positive ? children(true) : every_branch(false);
    case ExpressionKind::kOr: return positive ? every_branch(true) : children(false);
    case ExpressionKind::kNot: return children(!positive);
    case ExpressionKind::kEqual:
    case ExpressionKind::kNotEqual:
    case ExpressionKind::kOpaque:
      // A strict operator answers NULL for NULL, which is not true, whether negated or not.
      if (expression.kind != ExpressionKind::kOpaque || expression.strict) strict_children();
      return;
    case ExpressionKind::kColumn: return reject_strict(id, rejected);
    case ExpressionKind::kInList:
    case ExpressionKind::kEqualAny:
    case ExpressionKind::kInSubquery: {
      // Against an empty list or set the answer is false, whose negation is true.
      if (!positive) return;
      const Expression& left = query().expression(query().child(expression, 0));
      if (left.kind != ExpressionKind::kRow) return reject_strict(query().child(expression, 0), rejected);
      for (uint32_t i = 0; i < left.child_count; ++i) reject_strict(query().child(left, i), rejected);
      return;
    }
    case ExpressionKind::kExists:
      // A correlated column that is NULL leaves no row.
      if (const Block& of = block(expression.block); positive && of.kind == Block::Kind::kSelect && can_export(of))
        reject_nulls(of.where, true, rejected);
      return;
    case ExpressionKind::kIsNotNull:
      if (positive) strict_children();
      return;
    case ExpressionKind::kIsNull:
      if (!positive) strict_children();
      return;
    case ExpressionKind::kNotDistinct:
      if (positive)
        for (uint32_t i = 0; i < 2; ++i) {
          const ExpressionKind other = query().expression(query().child(expression, 1 - i)).kind;
          if (other == ExpressionKind::kConstant) reject_strict(query().child(expression, i), rejected);
        }
      return;
    default: return;
  }
}

bool Run::side_rejected(JoinId side, const std::vector<uint8_t>& rejected) const {
  const Join& join = query().joins[static_cast<size_t>(side)];
  if (join.kind == Join::Kind::kRelation) return rejected[static_cast<size_t>(join.relation)] != 0;
  return side_rejected(join.left, rejected) || side_rejected(join.right, rejected);
}

// ON of an inner (or reduced) join rejects NULLs like WHERE does; what it rejects may reduce joins below it.
bool Run::grow_rejection(JoinId id, std::vector<uint8_t>& rejected) const {
  const Join& join = query().joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation) return false;
  const bool left =
      join.kind == Join::Kind::kInner || join.kind == Join::Kind::kLeft || side_rejected(join.left, rejected);
  const bool right =
      join.kind == Join::Kind::kInner || join.kind == Join::Kind::kRight || side_rejected(join.right, rejected);
  bool changed = false;
  if (left && right) {
    const std::vector<uint8_t> before = rejected;
    reject_nulls(join.on, true, rejected);
    changed = before != rejected;
  }
  if (left) changed = grow_rejection(join.left, rejected) || changed;
  if (right) changed = grow_rejection(join.right, rejected) || changed;
  return changed;
}

// `context` and `outputs` say which outputs are known not to be NULL from outside; null where nothing comes from there.
std::vector<uint8_t> Run::rejected_relations(const Block& of, const Context* context, Node outputs) const {
  std::vector<uint8_t> rejected(query().relations.size(), 0);
  reject_nulls(of.where, true, rejected);
  if (!of.grouping_sets) reject_nulls(of.having, true, rejected);
  if (context != nullptr && outputs != kNothing)
    for (size_t i = 0; i < of.outputs.size(); ++i)
      if (context->not_null(outputs + static_cast<Node>(i)) && pushable(of, i))
        reject_strict(of.outputs[i].value, rejected);
  bool changed = true;
  while (changed) {
    changed = false;
    for (const JoinId join : of.from) changed = grow_rejection(join, rejected) || changed;
  }
  return rejected;
}

}  // namespace ringfence::analysis
