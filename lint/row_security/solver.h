// Decides policies that compare the key by more than equality: order, arithmetic, Boolean structure. By Z3, where the program
// is built with it.
#pragma once

#include <string>

#include "ringfence/catalog.h"
#include "ringfence/policy.h"
#include "ringfence/query.h"

namespace ringfence::row_security {

struct Solution {
  /// kClosed: no row of another tenant satisfies the policy; kOpen: one does; kUnknown: nobody can tell, or there is no Z3.
  enum class Answer : uint8_t { kClosed, kOpen, kUnknown };
  Answer answer = Answer::kUnknown;
  std::string term;  ///< What it is tied to.
};

/// `query` is SELECT 1 FROM `table` WHERE policy.
Solution solve(const Query& query, const Table& table, const Policy& policy);

}  // namespace ringfence::row_security
