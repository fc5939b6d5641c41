// How far the look went, in lines that the page, Markdown and CSV share.
#pragma once

#include <string>
#include <vector>

#include "ringfence/review.h"

namespace ringfence::review {

struct CoverageLine {
  std::string part;    ///< "Read", "Not read", "Proofs", "C++"
  std::string what;
  std::string value;
  bool is_gap = false; ///< Tells of something that was not looked at, or could not be decided.
};
std::vector<CoverageLine> coverage_lines(const Review& review);

/// Tool, knowledge, policy, packs, commit, command: what it takes to make the same again.
std::vector<CoverageLine> origin_lines(const Review& review);

}  // namespace ringfence::review
