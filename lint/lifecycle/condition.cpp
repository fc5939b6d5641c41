#include "lint/lifecycle/condition.h"

#include <algorithm>

#include "ringfence/operators.h"

namespace ringfence::lifecycle {

namespace {

constexpr size_t kMostWays = 16;
constexpr int kDeepest = 24;

Condition narrowed() {
  Condition made;
  made.is_whole = false;
  made.is_narrowed = true;
  return made;
}

Condition aged(AgeLimit limit) {
  Condition made;
  made.ways = {{std::move(limit)}};
  made.is_whole = false;
  return made;
}

Condition both(const Condition& a, const Condition& b) {
  Condition made;
  made.ways.clear();
  for (const AgeLimits& one : a.ways)
    for (const AgeLimits& other : b.ways) {
      if (made.ways.size() == kMostWays) break;
      AgeLimits all = one;
      all.insert(all.end(), other.begin(), other.end());
      made.ways.push_back(std::move(all));
    }
  made.is_whole = a.is_whole && b.is_whole;
  made.is_narrowed = a.is_narrowed || b.is_narrowed;
  return made;
}

Condition either(Condition a, const Condition& b) {
  for (const AgeLimits& one : b.ways)
    if (a.ways.size() < kMostWays) a.ways.push_back(one);
  a.is_whole = a.is_whole || b.is_whole;
  a.is_narrowed = a.is_narrowed && b.is_narrowed;
  return a;
}

}  // namespace

bool has_age(const std::vector<AgeLimits>& ways) {
  return std::any_of(ways.begin(), ways.end(), [](const AgeLimits& one) { return !one.empty(); });
}

Condition ConditionReader::of_block(BlockId id, int depth) const {
  Condition made;
  if (id == kNothing || depth > kDeepest) return made;
  const Block& block = query_.block(id);
  if (block.kind == Block::Kind::kUnion && block.left != kNothing && block.right != kNothing)
    return either(of_block(block.left, depth + 1), of_block(block.right, depth + 1));
  for (const JoinId join : block.from) made = both(made, of_join(join, depth + 1));
  if (block.where != kNothing) made = both(made, of(block.where, true, depth + 1));
  if (block.having != kNothing) made = both(made, of(block.having, true, depth + 1));
  if (block.limited) made.is_whole = false;
  return made;
}

Condition ConditionReader::of_join(JoinId id, int depth) const {
  if (id == kNothing || depth > kDeepest) return {};
  const Join& join = query_.joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation) {
    const Relation& relation = query_.relation(join.relation);
    return relation.kind == Relation::Kind::kSubquery && relation.block != kNothing ? of_block(relation.block, depth + 1) : Condition();
  }
  Condition made = both(of_join(join.left, depth + 1), of_join(join.right, depth + 1));
  if (join.on != kNothing && join.kind == Join::Kind::kInner) made = both(made, of(join.on, true, depth + 1));
  return made;
}

Condition ConditionReader::of_parts(const Expression& expression, bool all, bool holds, int depth) const {
  Condition made = of(query_.child(expression, 0), holds, depth + 1);
  for (uint32_t i = 1; i < expression.child_count; ++i) {
    const Condition next = of(query_.child(expression, i), holds, depth + 1);
    made = all ? both(made, next) : either(std::move(made), next);
  }
  return made;
}

// a < b, or with `holds` false: not a < b, which is b <= a.
Condition ConditionReader::of_comparison(const Expression& expression, bool holds) const {
  const auto how = static_cast<Operator>(expression.number);
  const auto child = [&](uint32_t i) { return query_.child(expression, i); };
  if (how == Operator::kBetween && expression.child_count == 3) {
    const auto limit = times_.age_of(child(0), child(2));
    return limit && holds ? aged(*limit) : narrowed();
  }
  if (how < Operator::kLess || how > Operator::kGreaterEqual || expression.child_count != 2) return narrowed();
  const bool is_less = (how == Operator::kLess || how == Operator::kLessEqual) == holds;
  const auto limit = is_less ? times_.age_of(child(0), child(1)) : times_.age_of(child(1), child(0));
  return limit ? aged(*limit) : narrowed();
}

// Purges run for one tenant after the other.
bool ConditionReader::is_tenant_key(const Expression& expression) const {
  if (expression.kind != ExpressionKind::kColumn || expression.relation == kNothing) return false;
  const Table* table = query_.relation(expression.relation).table;
  if (table == nullptr) return false;
  const std::vector<int>& keys = table->ownership.keys;
  return table->is_owned() && std::find(keys.begin(), keys.end(), expression.column) != keys.end();
}

Condition ConditionReader::of(ExpressionId id, bool holds, int depth) const {
  if (id == kNothing || depth > kDeepest) return narrowed();
  const Expression& expression = query_.expression(id);
  switch (expression.kind) {
    case ExpressionKind::kAnd: return of_parts(expression, holds, holds, depth);
    case ExpressionKind::kOr: return of_parts(expression, !holds, holds, depth);
    case ExpressionKind::kNot: return of(query_.child(expression, 0), !holds, depth + 1);
    case ExpressionKind::kTrue: return holds ? Condition() : narrowed();
    case ExpressionKind::kOpaque: return of_comparison(expression, holds);
    case ExpressionKind::kInSubquery:
    case ExpressionKind::kExists: {
      if (!holds) return narrowed();
      Condition made = of_block(expression.block, depth + 1);
      // Which rows they are is said by their own conditions; with none of age they are just some rows.
      if (!has_age(made.ways)) made.is_narrowed = true;
      made.is_whole = false;
      return made;
    }
    case ExpressionKind::kEqual: {
      if (!holds) return narrowed();
      for (uint32_t i = 0; i < expression.child_count; ++i) {
        const Expression& side = query_.expression(query_.child(expression, i));
        if (side.kind != ExpressionKind::kScalarSubquery || side.block == kNothing) continue;
        const Condition made = of_block(side.block, depth + 1);
        if (has_age(made.ways)) return made;
      }
      // 1 = 1, and the key that ties a batch to its table.
      const Expression& a = query_.expression(query_.child(expression, 0));
      const Expression& b = query_.expression(query_.child(expression, 1));
      const bool ties = a.kind == b.kind && (a.kind == ExpressionKind::kColumn || a.kind == ExpressionKind::kConstant);
      Condition made = ties || is_tenant_key(a) || is_tenant_key(b) ? Condition() : narrowed();
      made.is_whole = a.kind == b.kind && a.kind == ExpressionKind::kConstant;
      return made;
    }
    case ExpressionKind::kIsNotNull: {
      // Of a column whose age is asked for anyway.
      Condition made = narrowed();
      const Expression& tested = query_.expression(query_.child(expression, 0));
      made.is_narrowed = !holds || tested.kind != ExpressionKind::kColumn;
      return made;
    }
    default: return narrowed();
  }
}

}  // namespace ringfence::lifecycle
