// Operators whose meaning a solver knows.
#pragma once

#include <cstdint>

namespace ringfence {

/// Expression::number of a kOpaque expression: which operator of PostgreSQL's own it is, 0: none of these.
enum class Operator : int32_t { kNone, kLess, kLessEqual, kGreater, kGreaterEqual, kPlus, kMinus, kTimes, kBetween, kDivide, kConcatenate };

}  // namespace ringfence
