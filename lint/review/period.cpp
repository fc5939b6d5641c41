#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "ringfence/review.h"

namespace ringfence {

namespace {

std::optional<std::chrono::year_month_day> day_from(const std::string& text) {
  int year = 0, read = 0;
  unsigned month = 0, day = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &read) != 3 || read != 10) return std::nullopt;
  const std::chrono::year_month_day made{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return made.ok() ? std::optional(made) : std::nullopt;
}

}  // namespace

Period last_full_quarter(const std::string& today) {
  const auto day = day_from(today);
  if (!day) return {};
  int year = static_cast<int>(day->year());
  int quarter = (static_cast<int>(static_cast<unsigned>(day->month())) - 1) / 3;  // The running one, from 0.
  if (--quarter < 0) {
    quarter = 3;
    --year;
  }
  constexpr const char* kEnds[] = {"03-31", "06-30", "09-30", "12-31"};
  return {fmt::format("{:04}-{:02}-01", year, quarter * 3 + 1), fmt::format("{:04}-{}", year, kEnds[quarter])};
}

std::string date_problem(const std::string& text) {
  return day_from(text) ? std::string() : fmt::format("'{}' is no day: YYYY-MM-DD is wanted, 2026-07-01", text);
}

}  // namespace ringfence
