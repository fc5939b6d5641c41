// A length of time as SQL and people write it: "30 days", "1 year 6 mons", "02:00". Months have no fixed length, so they
// are kept apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ringfence {

struct Interval {
  int64_t months = 0;
  int64_t seconds = 0;

  /// In seconds, with the shortest (28 days) and the longest (31 days) month it may meet; a year is 365 or 366 days.
  int64_t shortest() const;
  int64_t longest() const;
  bool operator==(const Interval&) const = default;
};

/// What PostgreSQL reads as an interval, in its own and in ISO 8601's form ("P90D"); nothing where it is none.
std::optional<Interval> interval_from(std::string_view text);
/// "30 days", "7 years", "2 hours"
std::string to_string(const Interval& interval);

/// Certainly more, whatever the months are: 31 days are not longer than a month.
bool is_longer(const Interval& one, const Interval& than);

}  // namespace ringfence
