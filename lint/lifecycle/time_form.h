// Expressions over time, as far as a row's age follows from them.
#pragma once

#include <optional>
#include <string>

#include "ringfence/data_uses.h"
#include "ringfence/query.h"

namespace ringfence::lifecycle {

struct TimeForm {
  enum class Kind : uint8_t {
    kUnknown,  ///< It says nothing of time.
    kNumber,
    kSpan,     ///< A length of time.
    kNow,      ///< The present, and `span` added.
    kColumn,   ///< The value of a column, and `span` added.
    kAge,      ///< The present without the value of a column, and `span` added.
    kMoment,   ///< Some moment that is not known here: a parameter, a subquery.
  };
  Kind kind = Kind::kUnknown;
  double number = 0;
  Duration span;
  const Table* table = nullptr;
  int column = -1;
  bool is_numeric = false;  ///< kColumn: of a numeric type; kNow, kAge: in seconds.
  double per_second = 1;    ///< With is_numeric: 1000 for milliseconds, less than one for days.
};

/// Reads the expressions of one query.
class TimeReader {
 public:
  explicit TimeReader(const Query& query) : query_(query) {}

  TimeForm form_of(ExpressionId id, int depth = 0) const;
  /// What `one < other` asks of a row's age; nothing where it asks nothing.
  std::optional<AgeLimit> age_of(ExpressionId one, ExpressionId other) const;
  std::optional<AgeLimit> age_of(const TimeForm& one, const TimeForm& other) const;

 private:
  TimeForm of_constant(const Expression& expression) const;
  TimeForm of_column(const Expression& expression, int depth) const;
  TimeForm of_stable(ExpressionId id, const Expression& expression, int depth) const;
  TimeForm of_opaque(ExpressionId id, const Expression& expression, int depth) const;
  TimeForm of_function(ExpressionId id, const Expression& expression, int depth) const;
  TimeForm of_named_parts(const Call& call, int depth) const;
  const Call* call_of(ExpressionId id) const;
  std::string text_of(const Expression& expression) const;
  TimeForm open(const Expression& expression) const;

  const Query& query_;
};

/// `to` and `sign` times `more`; not known where both have a parameter.
Duration sum(const Duration& to, const Duration& more, int sign);
TimeForm span_form(Duration span);
Interval times(const Interval& interval, double number);
/// Of an expression that is known to be a length of time: numbers count `unit`.
std::optional<Duration> duration_of(const TimeForm& form, std::optional<Interval> unit = std::nullopt);
/// Of what a routine is given: a length, a number (in seconds), a moment.
std::optional<Duration> argument_of(const TimeForm& form);

}  // namespace ringfence::lifecycle
