#include "ringfence/interval.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>

#include "ringfence/lower_case.h"

namespace ringfence {

namespace {

constexpr int64_t kDay = 86400;

// A run of so many months, in days: the shortest begins in February, the longest with July and August.
constexpr std::array<int, 12> kShortest = {0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334};
constexpr std::array<int, 12> kLongest = {0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337};

int64_t shortest_days(int64_t months) { return months / 12 * 365 + kShortest[static_cast<size_t>(months % 12)]; }
int64_t longest_days(int64_t months) { return months / 12 * 366 + kLongest[static_cast<size_t>(months % 12)]; }

struct Unit {
  std::string_view word;
  int64_t months;
  double seconds;
};

// PostgreSQL's words (datetime.c, deltatktbl) with their abbreviations.
constexpr std::array kUnits = {
    Unit{"us", 0, 1e-6},      Unit{"usec", 0, 1e-6},    Unit{"usecs", 0, 1e-6},    Unit{"microsecond", 0, 1e-6}, Unit{"microseconds", 0, 1e-6},
    Unit{"ms", 0, 1e-3},      Unit{"msec", 0, 1e-3},    Unit{"msecs", 0, 1e-3},    Unit{"millisecond", 0, 1e-3}, Unit{"milliseconds", 0, 1e-3},
    Unit{"s", 0, 1},          Unit{"sec", 0, 1},        Unit{"secs", 0, 1},        Unit{"second", 0, 1},         Unit{"seconds", 0, 1},
    Unit{"m", 0, 60},         Unit{"min", 0, 60},       Unit{"mins", 0, 60},       Unit{"minute", 0, 60},        Unit{"minutes", 0, 60},
    Unit{"h", 0, 3600},       Unit{"hr", 0, 3600},      Unit{"hrs", 0, 3600},      Unit{"hour", 0, 3600},        Unit{"hours", 0, 3600},
    Unit{"d", 0, 86400},      Unit{"day", 0, 86400},    Unit{"days", 0, 86400},    Unit{"w", 0, 604800},         Unit{"week", 0, 604800},
    Unit{"weeks", 0, 604800}, Unit{"mon", 1, 0},        Unit{"mons", 1, 0},        Unit{"month", 1, 0},          Unit{"months", 1, 0},
    Unit{"y", 12, 0},         Unit{"yr", 12, 0},        Unit{"yrs", 12, 0},        Unit{"year", 12, 0},          Unit{"years", 12, 0},
    Unit{"dec", 120, 0},      Unit{"decade", 120, 0},   Unit{"decades", 120, 0},   Unit{"c", 1200, 0},           Unit{"cent", 1200, 0},
    Unit{"century", 1200, 0}, Unit{"centuries", 1200, 0}};

const Unit* find_unit(std::string_view word) {
  for (const Unit& unit : kUnits)
    if (unit.word == word) return &unit;
  return nullptr;
}

class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  std::optional<Interval> run() {
    skip_blanks();
    if (peek() == '@') ++at_;
    skip_blanks();
    const bool is_iso = peek() == 'p';
    if (at_ == text_.size() || !(is_iso ? read_iso() : read_words())) return std::nullopt;
    constexpr double kMost = 9e15;
    if (std::abs(months_) > kMost || std::abs(seconds_) > kMost) return std::nullopt;
    const int64_t sign = is_ago_ ? -1 : 1;
    return Interval{sign * std::llround(months_), sign * std::llround(seconds_)};
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }
  std::string_view word() {
    const size_t begin = at_;
    while (peek() >= 'a' && peek() <= 'z') ++at_;
    return std::string_view(text_).substr(begin, at_ - begin);
  }
  bool is_digit() const { return peek() >= '0' && peek() <= '9'; }

  std::optional<double> number() {
    const size_t begin = at_;
    if (peek() == '-' || peek() == '+') ++at_;
    if (!is_digit() && peek() != '.') return std::nullopt;
    while (is_digit() || peek() == '.') ++at_;
    const std::string digits = text_.substr(begin, at_ - begin);
    char* end = nullptr;
    const double value = std::strtod(digits.c_str(), &end);
    return *end == '\0' ? std::optional(value) : std::nullopt;
  }

  // Of a broken number of months the rest is days, thirty to the month.
  void add(double amount, const Unit& unit) {
    const double months = amount * static_cast<double>(unit.months);
    months_ += std::trunc(months);
    seconds_ += amount * unit.seconds + (months - std::trunc(months)) * 30.0 * static_cast<double>(kDay);
  }

  // "04:05", "04:05:06.7"
  bool read_clock(double hours) {
    const double sign = std::signbit(hours) ? -1 : 1;
    double seconds = std::abs(hours) * 3600;
    for (const double weight : {60.0, 1.0}) {
      if (peek() != ':') break;
      ++at_;
      const std::optional<double> part = number();
      if (!part || *part < 0 || *part > 60) return false;
      seconds += *part * weight;
    }
    seconds_ += sign * seconds;
    return true;
  }

  bool read_words() {
    bool any = false;
    while (skip_blanks(), at_ < text_.size()) {
      if (any && peek() == 'a') {
        is_ago_ = word() == "ago";
        skip_blanks();
        return is_ago_ && at_ == text_.size();
      }
      const std::optional<double> amount = number();
      if (!amount) return false;
      any = true;
      if (peek() == ':') {
        if (!read_clock(*amount)) return false;
        continue;
      }
      skip_blanks();
      const std::string_view unit_word = word();
      // A number alone counts seconds, and stands last.
      const Unit* unit = find_unit(unit_word.empty() ? "s" : unit_word);
      if (unit == nullptr || (unit_word.empty() && at_ < text_.size())) return false;
      add(*amount, *unit);
    }
    return any;
  }

  // "P1Y2M10DT2H30M"
  bool read_iso() {
    ++at_;
    bool in_time = false, any = false;
    while (at_ < text_.size()) {
      if (peek() == 't' && !in_time) {
        in_time = true;
        ++at_;
        continue;
      }
      const std::optional<double> amount = number();
      if (!amount || at_ == text_.size()) return false;
      const char letter = text_[at_++];
      const Unit* unit = nullptr;
      if (in_time) unit = letter == 'h' || letter == 'm' || letter == 's' ? find_unit(std::string_view(&letter, 1)) : nullptr;
      else if (letter == 'm') unit = find_unit("mon");
      else unit = letter == 'y' || letter == 'w' || letter == 'd' ? find_unit(std::string_view(&letter, 1)) : nullptr;
      if (unit == nullptr) return false;
      add(*amount, *unit);
      any = true;
    }
    return any;
  }

  std::string text_;
  size_t at_ = 0;
  double months_ = 0;
  double seconds_ = 0;
  bool is_ago_ = false;
};

std::string counted(int64_t amount, std::string_view unit) { return fmt::format("{} {}{}", amount, unit, amount == 1 || amount == -1 ? "" : "s"); }

}  // namespace

int64_t Interval::shortest() const { return (months >= 0 ? shortest_days(months) : -longest_days(-months)) * kDay + seconds; }
int64_t Interval::longest() const { return (months >= 0 ? longest_days(months) : -shortest_days(-months)) * kDay + seconds; }

std::optional<Interval> interval_from(std::string_view text) { return Reader(lower_case(text)).run(); }

std::string to_string(const Interval& interval) {
  std::string out;
  const auto add = [&](int64_t amount, std::string_view unit) {
    if (amount != 0) out += (out.empty() ? "" : " ") + counted(amount, unit);
  };
  add(interval.months / 12, "year");
  add(interval.months % 12, "month");
  // "24 hours" stays what it is; of more than two days nobody counts the hours.
  const int64_t days = std::abs(interval.seconds) >= 2 * kDay ? interval.seconds / kDay : 0;
  const int64_t rest = interval.seconds - days * kDay;
  add(days, "day");
  add(rest / 3600, "hour");
  add(rest % 3600 / 60, "minute");
  add(rest % 60, "second");
  return out.empty() ? "0 seconds" : out;
}

// What both have in months is the same length, whichever months they are.
bool is_longer(const Interval& one, const Interval& than) {
  return Interval{one.months - than.months, one.seconds - than.seconds}.shortest() > 0;
}

}  // namespace ringfence
