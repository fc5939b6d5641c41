// Operators and functions over times.
#include <algorithm>
#include <cmath>

#include "lint/lifecycle/time_form.h"
#include "ringfence/operators.h"

namespace ringfence::lifecycle {

using Kind = TimeForm::Kind;

namespace {

bool is_time(const TimeForm& form) { return form.kind == Kind::kNow || form.kind == Kind::kColumn || form.kind == Kind::kAge || form.kind == Kind::kMoment; }

TimeForm unknown_span(std::string what) {
  TimeForm made = span_form({});
  made.span.is_known = false;
  made.span.what = std::move(what);
  return made;
}

// What EXTRACT counts: fields that are all of a length of time, not the rest of it.
double seconds_of_field(std::string_view field) {
  if (field == "epoch") return 1;
  if (field == "day" || field == "days") return 86400;
  return field == "year" || field == "years" ? 31557600 : 0;
}

// A number beside a time counts seconds of an epoch, days of a date.
std::optional<Duration> added_to(const TimeForm& time, const TimeForm& more) {
  if (more.kind == Kind::kSpan && more.span.parameter != 0 && !more.span.unit) {
    // `CURRENT_DATE - $1`, `now() - $1`: what is bound says whether it is a number of days or an interval.
    return more.span;
  }
  if (more.kind == Kind::kSpan) return more.span;
  if (more.kind != Kind::kNumber) return std::nullopt;
  Duration made;
  made.fixed.seconds = std::llround(time.is_numeric ? more.number / time.per_second : more.number * 86400);
  return made;
}

TimeForm plus(const TimeForm& a, const TimeForm& b, int sign) {
  if (a.kind == Kind::kNumber && b.kind == Kind::kNumber) {
    TimeForm made = a;
    made.number += sign * b.number;
    return made;
  }
  if (a.kind == Kind::kSpan && b.kind == Kind::kSpan) return span_form(sum(a.span, b.span, sign));
  if (a.kind == Kind::kNow && b.kind == Kind::kColumn && sign < 0) {
    TimeForm made = b;
    made.kind = Kind::kAge;
    made.is_numeric = b.is_numeric || a.is_numeric;
    made.per_second = std::max(a.per_second, b.per_second);
    made.span = sum(a.span, b.span, -1);
    return made;
  }
  if (!is_time(a) && sign > 0 && is_time(b)) return plus(b, a, 1);
  if (!is_time(a)) return {};
  TimeForm made = a;
  if (const auto more = added_to(a, b)) made.span = sum(a.span, *more, sign);
  else made.span.is_known = false, made.span.what = b.span.what;
  return made;
}

TimeForm scaled(const TimeForm& a, double number) {
  TimeForm made = a;
  if (a.kind == Kind::kNumber) made.number *= number;
  else if (a.kind == Kind::kSpan && a.span.parameter != 0 && a.span.unit) made.span.unit = times(*a.span.unit, number), made.span.fixed = times(a.span.fixed, number);
  else if (a.kind == Kind::kSpan && a.span.parameter == 0) made.span.fixed = times(a.span.fixed, number);
  else if (is_time(a) && (number == 1000 || number == 0.001)) made.per_second = a.per_second * number;
  else return {};
  return made;
}

// $1 * interval '1 day', users.keep_days * interval '1 day'
TimeForm product(const TimeForm& a, const TimeForm& b) {
  if (b.kind == Kind::kNumber) return scaled(a, b.number);
  if (a.kind == Kind::kNumber) return scaled(b, a.number);
  const bool a_counts = a.kind == Kind::kSpan && a.span.parameter != 0 && !a.span.unit && a.span.fixed == Interval{};
  const bool b_is_unit = b.kind == Kind::kSpan && b.span.parameter == 0 && b.span.is_known;
  if (a_counts && b_is_unit) {
    TimeForm made = a;
    made.span.unit = b.span.fixed;
    return made;
  }
  const bool b_counts = b.kind == Kind::kSpan && b.span.parameter != 0 && !b.span.unit;
  if (b_counts && a.kind == Kind::kSpan && a.span.parameter == 0) return product(b, a);
  if (a.kind == Kind::kSpan || b.kind == Kind::kSpan) return unknown_span(a.span.what.empty() ? b.span.what : a.span.what);
  return {};
}

}  // namespace

// Text that becomes an interval: $1 || ' days', '30' || ' days'.
static TimeForm with_unit(const TimeForm& count, std::string_view words) {
  const auto unit = interval_from("1" + std::string(words));
  if (!unit) return {};
  if (count.kind == Kind::kNumber) return span_form([&] {
    Duration span;
    span.fixed = times(*unit, count.number);
    return span;
  }());
  if (count.kind == Kind::kSpan && count.span.parameter != 0 && !count.span.unit) {
    TimeForm made = count;
    made.span.unit = *unit;
    return made;
  }
  return unknown_span(count.span.what);
}

TimeForm TimeReader::of_opaque(ExpressionId id, const Expression& expression, int depth) const {
  const auto child = [&](uint32_t i) { return query_.child(expression, i); };
  const auto constant = [&](uint32_t i) {
    const Expression& one = query_.expression(child(i));
    return one.kind == ExpressionKind::kConstant ? one.text : std::string_view();
  };
  const auto how = static_cast<Operator>(expression.number);
  if (!expression.function.empty()) return of_function(id, expression, depth);
  if (expression.child_count == 2) {
    if (how == Operator::kConcatenate) {
      // ($1 || ' days')::interval, with the number cast to text or not.
      TimeForm count = form_of(child(0), depth + 1);
      if (const std::string_view digits = constant(0); !digits.empty() && count.kind != Kind::kNumber) {
        count = {};
        count.kind = Kind::kNumber;
        count.number = std::atof(std::string(digits).c_str());
      }
      return with_unit(count, constant(1));
    }
    const TimeForm a = form_of(child(0), depth + 1), b = form_of(child(1), depth + 1);
    if (how == Operator::kPlus) return plus(a, b, 1);
    if (how == Operator::kMinus) return plus(a, b, -1);
    if (how == Operator::kTimes) return product(a, b);
    if (how == Operator::kDivide && b.kind == Kind::kNumber && b.number != 0) return scaled(a, 1 / b.number);
  }
  // A cast.
  if (expression.child_count == 1 && expression.strict && how == Operator::kNone) return form_of(child(0), depth + 1);
  // GREATEST(a, b) of two columns: the later one counts.
  if (expression.child_count >= 2 && !expression.strict && how == Operator::kNone) {
    const TimeForm first = form_of(child(0), depth + 1);
    if (first.kind == Kind::kColumn) return first;
  }
  return expression.child_count == 0 ? open(expression) : TimeForm();
}

TimeForm TimeReader::of_function(ExpressionId id, const Expression& expression, int depth) const {
  const std::string_view name = expression.function;
  const auto argument = [&](uint32_t i) { return i < expression.child_count ? form_of(query_.child(expression, i), depth + 1) : TimeForm(); };
  const auto is = [&](std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); };
  if (name == "make_interval")
    if (const Call* call = call_of(id)) return of_named_parts(*call, depth);
  if (is({"date_trunc", "timezone"})) return argument(1);
  if (is({"extract", "date_part"})) {
    TimeForm made = argument(1);
    const double seconds = seconds_of_field(query_.expression(query_.child(expression, 0)).text);
    if (!is_time(made) || seconds == 0) return {};
    made.is_numeric = true;
    made.per_second = 1 / seconds;
    return made;
  }
  if (is({"to_timestamp", "date", "justify_days", "justify_hours", "justify_interval", "round", "floor", "ceil", "trunc"})) {
    TimeForm made = argument(0);
    if (name == "to_timestamp") made.is_numeric = false;
    return made;
  }
  if (name == "age") {
    TimeForm now;
    now.kind = Kind::kNow;
    return expression.child_count == 1 ? plus(now, argument(0), -1) : plus(argument(0), argument(1), -1);
  }
  if (name == "format" && expression.child_count == 2) {
    const Expression& form = query_.expression(query_.child(expression, 0));
    if (form.kind == ExpressionKind::kConstant && form.text.starts_with("%s")) return with_unit(argument(1), form.text.substr(2));
  }
  if (name == "concat" && expression.child_count == 2) {
    const Expression& words = query_.expression(query_.child(expression, 1));
    if (words.kind == ExpressionKind::kConstant) return with_unit(argument(0), words.text);
  }
  return open(expression);
}

}  // namespace ringfence::lifecycle
