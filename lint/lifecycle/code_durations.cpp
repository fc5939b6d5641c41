#include "lint/lifecycle/code_durations.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace ringfence::lifecycle {

using program::FunctionRef;
using program::last_part;
using program::Located;

namespace {

constexpr int kDeepest = 16;
constexpr size_t kMostCallers = 8;

CodeDuration number_of(int64_t number) {
  CodeDuration made;
  made.is_known = made.is_number = true;
  made.number = number;
  return made;
}

CodeDuration length_of(int64_t count, int64_t unit) {
  CodeDuration made;
  made.is_known = true;
  made.interval.seconds = count * unit;
  made.unit = unit;
  return made;
}

CodeDuration of_text(const std::string& text) {
  CodeDuration made;
  char* end = nullptr;
  const long number = std::strtol(text.c_str(), &end, 10);
  if (!text.empty() && *end == '\0') return number_of(number);
  if (const auto interval = interval_from(text)) {
    made.is_known = true;
    made.interval = *interval;
  }
  return made;
}

// The unit that a duration is spelled with: std::chrono::hours(24), 24h, duration_cast<std::chrono::seconds>(…).
int64_t unit_in(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int64_t>, 6> kWords = {
      {{"chrono::hours", 3600}, {"chrono::minutes", 60}, {"chrono::seconds", 1}, {"chrono::days", 86400}, {"chrono::weeks", 604800}, {"chrono::years", 31556952}}};
  for (const auto& [word, seconds] : kWords)
    if (text.find(word) != text.npos) return seconds;
  size_t digits = 0;
  while (digits < text.size() && (std::isdigit(static_cast<unsigned char>(text[digits])) != 0 || text[digits] == '\'')) ++digits;
  if (digits == 0) return 0;
  const std::string_view suffix = text.substr(digits);
  if (suffix == "h") return 3600;
  if (suffix == "min") return 60;
  if (suffix == "s") return 1;
  return suffix == "d" ? 86400 : 0;
}

bool is_now(const std::string& name) { return name.ends_with("_clock::now"); }

// Hands on what it is given, in another form.
bool hands_on(const std::string& last) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"to_string", "c_str", "str", "data", "time_point_cast", "floor", "to_time_t", "gmtime", "value", "forward", "move", "as_const"});
  return std::find(kNames.begin(), kNames.end(), last) != kNames.end();
}

}  // namespace

std::string_view CodeTracer::text_of(const Located& value, const CodeRange& at) const {
  const Unit& unit = *value.frame->function.unit;
  if (at.file < 0) return {};
  const auto source = code_.source_of.find(unit.files[static_cast<size_t>(at.file)].path);
  return source == code_.source_of.end() ? std::string_view() : source->second->text({at.begin, at.end});
}

CodeTracer::All CodeTracer::follow(const Located& value, int depth) const {
  if (!value || depth > kDeepest) return {{}};
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  switch (at.kind) {
    case ValueKind::kText: return {of_text(in.name(at.name))};
    case ValueKind::kNumber: return {number_of(std::strtoll(in.name(at.name).c_str(), nullptr, 10))};
    case ValueKind::kParameter: return of_parameter(value, depth);
    case ValueKind::kVariable: return of_variable(in.name(at.name), depth);
    case ValueKind::kField: return of_field(value, depth);
    case ValueKind::kResult: return of_call(value, depth);
    case ValueKind::kChoice: {
      All all;
      for (const ValueId one : at.operands) {
        All more = follow({value.frame, one}, depth + 1);
        all.insert(all.end(), more.begin(), more.end());
      }
      return all.empty() ? All{{}} : all;
    }
    case ValueKind::kList:
    case ValueKind::kUnknown:
      if (at.operands.size() == 2 && in.name(at.name).starts_with("operator")) return of_numbers(value, depth);
      if (at.operands.size() == 1) return follow({value.frame, at.operands[0]}, depth + 1);
      return {{}};
    default: return {{}};
  }
}

CodeTracer::All CodeTracer::of_parameter(const Located& value, int depth) const {
  const int32_t index = value.get().index;
  if (const Located given = program::argument(value.frame, index)) return follow(given, depth + 1);
  All all;
  if (index == kThis) return {{}};
  const std::vector<program::CallRef> callers = code_.linked->callers(value.frame->function);
  for (size_t i = 0; i < callers.size() && i < kMostCallers; ++i) {
    const program::FramePtr frame = called_frame(value.frame->function, program::frame_of(callers[i].in), callers[i].index);
    All more = follow(program::argument(frame, index), depth + 2);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all.empty() ? All{{}} : all;
}

CodeTracer::All CodeTracer::of_variable(const std::string& key, int depth) const {
  const FunctionRef initial = code_.linked->function(key);
  if (!initial || !initial.function->is_constant || initial.function->result == kNoValue) return {{}};
  return follow({program::frame_of(initial), initial.function->result}, depth + 1);
}

// What a field starts with, where nothing in sight sets it.
CodeTracer::All CodeTracer::of_field(const Located& value, int depth) const {
  const std::string& name = value.frame->function.name(value.get().name);
  for (const FunctionRef& one : code_.linked->functions())
    for (const CodeValue& set : one.function->values)
      if (set.kind == ValueKind::kWithField && one.name(set.name) == name && !one.function->is_constructor) return {{}};
  for (const FunctionRef& initial : code_.linked->named(name))
    if (initial.function->is_variable && initial.function->result != kNoValue) return follow({program::frame_of(initial), initial.function->result}, depth + 1);
  return {{}};
}

CodeTracer::All CodeTracer::of_call(const Located& value, int depth) const {
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(value.get().index);
  const std::string& name = in.name(call.callee);
  const std::string last = last_part(name);
  const auto operand = [&](size_t i) { return Located{value.frame, call.operands[i]}; };
  if (is_now(name)) {
    CodeDuration now;
    now.is_known = now.is_moment = true;
    return {now};
  }
  if ((last == "operator-" || last == "operator+") && call.operands.size() == 2) return of_sum(value, call, last == "operator-" ? -1 : 1, depth);
  if (last == "operator*" && call.operands.size() == 2) return of_product(value, call, depth);
  if (last == "format" && !call.operands.empty()) return of_format(value, call, depth);
  const std::string_view text = text_of(value, call.at);
  const bool is_chrono = name.starts_with("std::chrono") || name.find("literals") != std::string::npos;
  if (last == "count" && !call.operands.empty()) {
    All all = follow(operand(0), depth + 1);
    for (CodeDuration& one : all) one = one.is_known && !one.is_number && !one.is_moment && one.unit > 0 ? number_of(one.interval.seconds / one.unit) : CodeDuration();
    return all;
  }
  // 24h
  if (call.operands.empty() && last.find("\"\"") != std::string::npos && unit_in(text) > 0) return {length_of(std::strtoll(std::string(text).c_str(), nullptr, 10), unit_in(text))};
  if (is_chrono && last != "duration_cast" && call.operands.size() == 1 && unit_in(text) > 0) {
    All all = follow(operand(0), depth + 1);
    for (CodeDuration& one : all) {
      if (one.is_number) one = length_of(one.number, unit_in(text));
      else if (one.is_known && !one.is_moment) one.unit = unit_in(text);
    }
    return all;
  }
  if (const FunctionRef body = code_.linked->function(in.name(call.key)); body && body.function->result != kNoValue)
    return follow({called_frame(body, value.frame, value.get().index), body.function->result}, depth + 1);
  if (last == "duration_cast" && call.operands.size() == 1) {
    All all = follow(operand(0), depth + 1);
    for (CodeDuration& one : all) one.unit = unit_in(text) > 0 ? unit_in(text) : one.unit;
    return all;
  }
  const bool converts = call.is_constructor || hands_on(last) || last.starts_with("operator");
  if (converts && call.operands.size() == 1) return follow(operand(0), depth + 1);
  if (call.is_constructor && call.operands.size() == 2 && in.value(call.operands[1]).operands.empty()) return follow(operand(0), depth + 1);
  return {{}};
}

CodeTracer::All CodeTracer::of_sum(const Located& value, const CodeCall& call, int sign, int depth) const {
  All made;
  const All left = follow({value.frame, call.operands[0]}, depth + 1), right = follow({value.frame, call.operands[1]}, depth + 1);
  // std::to_string(30) + " days"
  const CodeValue& words = value.frame->function.value(call.operands[1]);
  for (const CodeDuration& a : left) {
    if (sign > 0 && a.is_number && words.kind == ValueKind::kText) {
      made.push_back(of_text(std::to_string(a.number) + value.frame->function.name(words.name)));
      continue;
    }
    for (const CodeDuration& b : right) {
      CodeDuration one = a;
      one.is_known = a.is_known && b.is_known && a.is_number == b.is_number && !b.is_moment;
      one.number += sign * b.number;
      one.interval.months += sign * b.interval.months;
      one.interval.seconds += sign * b.interval.seconds;
      made.push_back(one);
    }
  }
  return made.empty() ? All{{}} : made;
}

CodeTracer::All CodeTracer::of_product(const Located& value, const CodeCall& call, int depth) const {
  const All left = follow({value.frame, call.operands[0]}, depth + 1), right = follow({value.frame, call.operands[1]}, depth + 1);
  All made;
  for (const CodeDuration& a : left)
    for (const CodeDuration& b : right) {
      const CodeDuration& count = a.is_number ? a : b;
      CodeDuration one = a.is_number ? b : a;
      one.is_known = a.is_known && b.is_known && count.is_number && !one.is_moment;
      one.number *= count.number;
      one.interval = {one.interval.months * count.number, one.interval.seconds * count.number};
      made.push_back(one);
    }
  return made.empty() ? All{{}} : made;
}

// 24 * 7
CodeTracer::All CodeTracer::of_numbers(const Located& value, int depth) const {
  const CodeValue& at = value.get();
  const std::string& sign = value.frame->function.name(at.name);
  const All left = follow({value.frame, at.operands[0]}, depth + 1), right = follow({value.frame, at.operands[1]}, depth + 1);
  All made;
  for (const CodeDuration& a : left)
    for (const CodeDuration& b : right) {
      const bool are_numbers = a.is_known && b.is_known && a.is_number && b.is_number;
      if (are_numbers && sign == "operator*") made.push_back(number_of(a.number * b.number));
      else if (are_numbers && sign == "operator+") made.push_back(number_of(a.number + b.number));
      else if (are_numbers && sign == "operator-") made.push_back(number_of(a.number - b.number));
      else if (are_numbers && sign == "operator/" && b.number != 0) made.push_back(number_of(a.number / b.number));
      else made.emplace_back();
    }
  return made.empty() ? All{{}} : made;
}

// fmt::format("{} days", days); of a moment whatever the form is.
CodeTracer::All CodeTracer::of_format(const Located& value, const CodeCall& call, int depth) const {
  if (call.operands.size() != 2) return {{}};
  Located form{value.frame, call.operands[0]};
  for (int step = 0; step < 4 && form && form.get().kind != ValueKind::kText; ++step) {
    const CodeValue& wrapped = form.get();
    if (wrapped.kind == ValueKind::kResult) {
      const CodeCall& made = form.frame->function.call(wrapped.index);
      form = {form.frame, made.operands.empty() ? kNoValue : made.operands[0]};
    } else {
      form = {form.frame, wrapped.operands.empty() ? kNoValue : wrapped.operands[0]};
    }
  }
  All all = follow({value.frame, call.operands[1]}, depth + 1);
  for (CodeDuration& one : all) {
    if (one.is_moment) continue;
    const std::string text = form ? form.frame->function.name(form.get().name) : std::string();
    const size_t hole = text.find("{}");
    if (!one.is_number || hole == std::string::npos) one = {};
    else one = of_text(text.substr(0, hole) + std::to_string(one.number) + text.substr(hole + 2));
  }
  return all;
}

}  // namespace ringfence::lifecycle
