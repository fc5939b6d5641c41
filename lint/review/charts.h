// Charts as SVG that stands in the page: colours by class, so that light, dark and print have their own, and patterns, so
// that they read without colours. Each has a title and a description; the page puts a table beside it.
#pragma once

#include <string>
#include <vector>

#include "ringfence/review.h"

namespace ringfence::review {

/// What came, was mended and was accepted, a group of bars for each week or month.
std::string chart_of_times(const Review& review);

/// Open findings by severity, and accepted ones, over the days of the period.
std::string chart_of_days(const Review& review);

struct Part {
  std::string name;
  int count = 0;
  std::string style;  ///< Of the page's classes: "kept", "broken", …
};
/// One bar cut into parts. `id` begins the ids inside, and is unique in the page.
std::string chart_of_parts(const std::string& id, const std::string& title, const std::vector<Part>& parts);

}  // namespace ringfence::review
