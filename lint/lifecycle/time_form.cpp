#include "lint/lifecycle/time_form.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "ringfence/lower_case.h"
#include "ringfence/operators.h"

namespace ringfence::lifecycle {

using Kind = TimeForm::Kind;

namespace {

constexpr int kDeepest = 24;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool is_moment_type(std::string_view type) { return type.starts_with("timestamp") || type == "date"; }
bool is_numeric_type(std::string_view type) { return is_one_of(type, {"int2", "int4", "int8", "numeric", "float4", "float8"}); }

// now(), and what is named like it.
bool says_now(std::string_view text) {
  return is_one_of(text, {"now()", "current_timestamp", "current_date", "localtimestamp", "current_timestamp_n", "localtimestamp_n", "clock_timestamp()",
                          "statement_timestamp()", "transaction_timestamp()"});
}

std::optional<double> number_in(std::string_view text) {
  const std::string digits(text);
  char* end = nullptr;
  const double value = std::strtod(digits.c_str(), &end);
  const bool whole = !digits.empty() && *end == '\0' && (std::isdigit(static_cast<unsigned char>(digits[0])) != 0 || digits[0] == '-' || digits[0] == '.');
  return whole ? std::optional(value) : std::nullopt;
}

TimeForm number_form(double number) {
  TimeForm made;
  made.kind = Kind::kNumber;
  made.number = number;
  return made;
}

// The word behind a quoted constant: INTERVAL '30' DAY.
std::string word_behind(std::string_view text, size_t at) {
  if (at >= text.size() || text[at] != '\'') return {};
  size_t end = text.find('\'', at + 1);
  if (end == text.npos) return {};
  end = text.find_first_not_of(" \t\n", end + 1);
  if (end == text.npos) return {};
  size_t last = end;
  while (last < text.size() && std::isalpha(static_cast<unsigned char>(text[last])) != 0) ++last;
  return lower_case(text.substr(end, last - end));
}

}  // namespace

std::string TimeReader::text_of(const Expression& expression) const {
  if (!expression.text.empty()) return std::string(expression.text);
  if (query_.text == nullptr || expression.at.begin >= query_.text->text.size()) return {};
  const std::string_view rest = std::string_view(query_.text->text).substr(expression.at.begin);
  return std::string(rest.substr(0, std::min<size_t>(rest.find_first_of(";\n"), 40)));
}

// Something that is known at run time only.
TimeForm TimeReader::open(const Expression& expression) const {
  TimeForm made;
  made.kind = Kind::kMoment;
  made.span.is_known = false;
  made.span.what = text_of(expression);
  return made;
}

TimeForm TimeReader::form_of(ExpressionId id, int depth) const {
  if (id == kNothing || depth > kDeepest) return {};
  const Expression& expression = query_.expression(id);
  switch (expression.kind) {
    case ExpressionKind::kConstant: return of_constant(expression);
    case ExpressionKind::kColumn: return of_column(expression, depth);
    case ExpressionKind::kParameter: {
      TimeForm made = span_form({});
      made.span.parameter = expression.number;
      for (const Parameter& one : query_.parameters)
        if (one.number == expression.number) made.span.what = one.spelling;
      return made;
    }
    case ExpressionKind::kLocal: return expression.child_count > 0 ? form_of(query_.child(expression, 0), depth + 1) : open(expression);
    case ExpressionKind::kStable: return of_stable(id, expression, depth);
    case ExpressionKind::kScalarSubquery: {
      const Block& block = query_.block(expression.block);
      if (block.from.empty() && block.outputs.size() == 1) return form_of(block.outputs[0].value, depth + 1);
      return open(expression);
    }
    case ExpressionKind::kCoalesce:
      // COALESCE(closed_at, created_at), COALESCE($1, interval '30 days'): the caller's word comes first.
      return expression.child_count > 0 ? form_of(query_.child(expression, 0), depth + 1) : TimeForm();
    case ExpressionKind::kOpaque: return of_opaque(id, expression, depth);
    default: return {};
  }
}

TimeForm TimeReader::of_constant(const Expression& expression) const {
  const std::string_view whole = query_.text == nullptr ? std::string_view() : std::string_view(query_.text->text);
  const std::string text = lower_case(expression.text);
  const bool is_quoted = expression.at.begin < whole.size() && whole[expression.at.begin] == '\'';
  const auto number = number_in(text);
  if (number && !is_quoted) return number_form(*number);
  if (number)
    if (const auto unit = interval_from("1 " + word_behind(whole, expression.at.begin)); unit && !word_behind(whole, expression.at.begin).empty()) {
      Duration span;
      span.fixed = times(*unit, *number);
      return span_form(std::move(span));
    }
  if (text == "now" || text == "today") {
    TimeForm made;
    made.kind = Kind::kNow;
    return made;
  }
  if (const auto interval = interval_from(text)) {
    Duration span;
    span.fixed = *interval;
    return span_form(std::move(span));
  }
  return {};
}

TimeForm TimeReader::of_column(const Expression& expression, int depth) const {
  const Relation& relation = query_.relation(expression.relation);
  if (relation.table != nullptr && expression.column >= 0 && static_cast<size_t>(expression.column) < relation.table->columns.size()) {
    const std::string& type = relation.table->columns[static_cast<size_t>(expression.column)].type;
    TimeForm made;
    made.kind = Kind::kColumn;
    made.table = relation.table;
    made.column = expression.column;
    made.is_numeric = is_numeric_type(type);
    if (is_moment_type(type) || made.is_numeric) return made;
    return type == "interval" ? [&] {
      TimeForm span = open(expression);
      span.kind = Kind::kSpan;
      span.span.what = relation.table->display_name() + "." + relation.table->columns[static_cast<size_t>(expression.column)].name;
      return span;
    }() : TimeForm();
  }
  if (relation.block == kNothing) return {};
  const Block* block = &query_.block(relation.block);
  for (int step = 0; block->outputs.empty() && block->left != kNothing && step < kDeepest; ++step) block = &query_.block(block->left);
  if (expression.column < 0 || static_cast<size_t>(expression.column) >= block->outputs.size()) return {};
  return form_of(block->outputs[static_cast<size_t>(expression.column)].value, depth + 1);
}

TimeForm TimeReader::of_stable(ExpressionId id, const Expression& expression, int depth) const {
  const std::string text = lower_case(expression.text);
  TimeForm now;
  now.kind = Kind::kNow;
  if (says_now(text)) return now;
  if (const Call* call = call_of(id); call != nullptr && call->function == "make_interval") return of_named_parts(*call, depth);
  // timezone('utc', now()), date_trunc('day', now())
  if (is_one_of(expression.function, {"timezone", "date_trunc", "date", "extract", "date_part"})) {
    const bool is_now = text.find("now()") != text.npos || text.find("current_") != text.npos || text.find("_timestamp()") != text.npos || text.find("localtimestamp") != text.npos;
    now.is_numeric = is_one_of(expression.function, {"extract", "date_part"});
    if (is_now && (!now.is_numeric || text.find("epoch") != text.npos)) return now;
  }
  return open(expression);
}

const Call* TimeReader::call_of(ExpressionId id) const {
  for (const Call& call : query_.calls)
    if (call.value == id) return &call;
  return nullptr;
}

// make_interval(years, months, weeks, days, hours, mins, secs)
TimeForm TimeReader::of_named_parts(const Call& call, int depth) const {
  static constexpr std::array<std::pair<std::string_view, Interval>, 7> kParts = {
      {{"years", {12, 0}}, {"months", {1, 0}}, {"weeks", {0, 604800}}, {"days", {0, 86400}}, {"hours", {0, 3600}}, {"mins", {0, 60}}, {"secs", {0, 1}}}};
  Duration all;
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    const auto part = call.names[i].empty() ? kParts.begin() + static_cast<std::ptrdiff_t>(std::min(i, kParts.size() - 1))
                                            : std::find_if(kParts.begin(), kParts.end(), [&](const auto& one) { return one.first == call.names[i]; });
    if (part == kParts.end()) return {};
    const TimeForm form = form_of(call.arguments[i], depth + 1);
    Duration more;
    if (form.kind == Kind::kNumber) more.fixed = times(part->second, form.number);
    else if (form.kind == Kind::kSpan && form.span.parameter != 0 && !form.span.unit) {
      more = form.span;
      more.unit = part->second;
    } else {
      more.is_known = false;
      more.what = form.kind == Kind::kColumn ? form.table->display_name() + "." + form.table->columns[static_cast<size_t>(form.column)].name : form.span.what;
    }
    all = sum(all, more, 1);
  }
  return span_form(std::move(all));
}

}  // namespace ringfence::lifecycle
