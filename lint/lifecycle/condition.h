// What a statement's conditions ask of the age of the rows that it takes.
#pragma once

#include <vector>

#include "lint/lifecycle/time_form.h"

namespace ringfence::lifecycle {

struct Condition {
  std::vector<AgeLimits> ways{AgeLimits{}};  ///< One of them has to hold.
  bool is_whole = true;                       ///< There is no condition at all.
  bool is_narrowed = false;                   ///< Something beside ages.
};

class ConditionReader {
 public:
  explicit ConditionReader(const Query& query) : query_(query), times_(query) {}

  /// Of the rows of a block: WHERE, ON, and those of the subqueries that it reads from.
  Condition of_block(BlockId id) const { return of_block(id, 0); }
  Condition of(ExpressionId id) const { return of(id, true, 0); }
  const TimeReader& times() const { return times_; }

 private:
  Condition of_block(BlockId id, int depth) const;
  Condition of_join(JoinId id, int depth) const;
  Condition of(ExpressionId id, bool holds, int depth) const;
  Condition of_comparison(const Expression& expression, bool holds) const;
  bool is_tenant_key(const Expression& expression) const;
  Condition of_parts(const Expression& expression, bool all, bool holds, int depth) const;

  const Query& query_;
  const TimeReader times_;
};

/// Whether `age` is met whenever one of `ways` is; the longest of each.
bool has_age(const std::vector<AgeLimits>& ways);

}  // namespace ringfence::lifecycle
