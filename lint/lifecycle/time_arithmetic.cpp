// What sums, differences and comparisons of times make.
#include <cmath>

#include "lint/lifecycle/time_form.h"

namespace ringfence::lifecycle {

using Kind = TimeForm::Kind;

namespace {

constexpr Interval kDay{0, 86400};

// A number of seconds or milliseconds beside an epoch, of days beside a date.
Duration counted(const TimeForm& number, const TimeForm& beside) {
  Duration made;
  const double seconds = beside.is_numeric ? number.number / beside.per_second : number.number * 86400;
  made.fixed.seconds = std::llround(seconds);
  return made;
}

// What is added to a time: a span as it is, a number or a bare parameter by what it stands beside.
std::optional<Duration> as_span(const TimeForm& form, const TimeForm& beside) {
  if (form.kind == Kind::kNumber) return counted(form, beside);
  if (form.kind != Kind::kSpan) return std::nullopt;
  return form.span;
}

}  // namespace

TimeForm span_form(Duration span) {
  TimeForm made;
  made.kind = Kind::kSpan;
  made.span = std::move(span);
  return made;
}

Interval times(const Interval& interval, double number) {
  // Half a month has no length of its own; PostgreSQL takes thirty days for a month there.
  const double months = static_cast<double>(interval.months) * number;
  const double whole = std::trunc(months);
  return {std::llround(whole), std::llround(static_cast<double>(interval.seconds) * number + (months - whole) * 30 * 86400)};
}

Duration sum(const Duration& to, const Duration& more, int sign) {
  Duration made = to;
  made.fixed.months += sign * more.fixed.months;
  made.fixed.seconds += sign * more.fixed.seconds;
  made.is_known = to.is_known && more.is_known && (to.parameter == 0 || more.parameter == 0);
  if (made.what.empty()) made.what = more.what;
  if (to.parameter == 0 && more.parameter != 0) {
    made.parameter = more.parameter;
    made.sign = sign * more.sign;
    made.unit = more.unit;
    made.is_moment = more.is_moment;
  }
  return made;
}

std::optional<Duration> duration_of(const TimeForm& form, std::optional<Interval> unit) {
  if (form.kind == Kind::kSpan) return form.span;
  if (form.kind != Kind::kNumber || !unit) return std::nullopt;
  Duration made;
  made.fixed = times(*unit, form.number);
  return made;
}

std::optional<Duration> argument_of(const TimeForm& form) {
  if (form.kind != Kind::kNow || form.is_numeric) return duration_of(form, Interval{0, 1});
  Duration made = form.span;
  made.is_moment = true;
  return made;
}

std::optional<AgeLimit> TimeReader::age_of(ExpressionId one, ExpressionId other) const {
  std::optional<AgeLimit> made = age_of(form_of(one), form_of(other));
  if (!made || query_.text == nullptr) return made;
  const auto begin_of = [&](ExpressionId id) { return query_.expression(id).at.begin; };
  const uint32_t begin = std::min(begin_of(one), begin_of(other));
  made->at = query_.text->place(begin, begin + 1);
  return made;
}

std::optional<AgeLimit> TimeReader::age_of(const TimeForm& one, const TimeForm& other) const {
  AgeLimit made;
  const auto of = [&](const TimeForm& column, Duration age) {
    made.table = column.table;
    made.column = column.column;
    made.age = std::move(age);
    return std::optional(made);
  };
  // column + a < now + b: the age is more than a - b.
  if (one.kind == Kind::kColumn && other.kind == Kind::kNow) return of(one, sum(one.span, other.span, -1));
  // a < age + b
  if (other.kind == Kind::kAge)
    if (const auto least = as_span(one, other)) return of(other, sum(*least, other.span, -1));
  // column < $1, column < (SELECT …): the caller knows.
  if (one.kind == Kind::kColumn && !one.is_numeric && other.kind == Kind::kSpan && other.span.parameter != 0 && !other.span.unit) {
    Duration moment = other.span;
    moment.is_moment = true;
    return of(one, std::move(moment));
  }
  if (one.kind == Kind::kColumn && !one.is_numeric && other.kind == Kind::kMoment) {
    Duration open = other.span;
    open.is_known = false;
    return of(one, std::move(open));
  }
  return std::nullopt;
}

}  // namespace ringfence::lifecycle
