#include "lint/review/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace ringfence::review {

namespace {

using namespace std::chrono;

constexpr int kMostWeeks = 27;

sys_days day_of(const std::string& text) {
  return sys_days(year_month_day{year(std::atoi(text.substr(0, 4).c_str())), month(static_cast<unsigned>(std::atoi(text.substr(5, 2).c_str()))),
                                 day(static_cast<unsigned>(std::atoi(text.substr(8, 2).c_str())))});
}

std::string text_of(sys_days when) {
  const year_month_day day(when);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

sys_days end_of_month(sys_days when) {
  const year_month_day day(when);
  return sys_days(year_month_day_last(day.year(), month_day_last(day.month())));
}

sys_days end_of_week(sys_days when) { return when + days(7 - static_cast<int>(weekday(when).iso_encoding())); }

}  // namespace

std::vector<ReviewedTime> times_of(const Period& period) {
  std::vector<ReviewedTime> times;
  const sys_days last = day_of(period.to);
  const bool by_week = (last - day_of(period.from)).count() / 7 < kMostWeeks;
  for (sys_days begin = day_of(period.from); begin <= last;) {
    const sys_days end = std::min(last, by_week ? end_of_week(begin) : end_of_month(begin));
    times.push_back({text_of(begin), text_of(end), 0, 0, 0});
    begin = end + days(1);
  }
  return times;
}

ReviewedTime* time_of(std::vector<ReviewedTime>& times, const std::string& day) {
  const auto found = std::find_if(times.begin(), times.end(), [&](const ReviewedTime& one) { return one.from <= day && day <= one.to; });
  return found == times.end() ? nullptr : &*found;
}

int days_between(const std::string& from, const std::string& to) { return static_cast<int>((day_of(to) - day_of(from)).count()); }

}  // namespace ringfence::review
