// The period cut into weeks or months.
#pragma once

#include <vector>

#include "ringfence/review.h"

namespace ringfence::review {

/// Weeks from Monday to Sunday, or months where there would be more than 27 weeks; the first and the last may be shorter.
std::vector<ReviewedTime> times_of(const Period& period);
/// The one that has the day; null where none has.
ReviewedTime* time_of(std::vector<ReviewedTime>& times, const std::string& day);
/// How many days lie between; negative where `to` is before `from`.
int days_between(const std::string& from, const std::string& to);

}  // namespace ringfence::review
