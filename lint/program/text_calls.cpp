// What calls do to texts.
#include <algorithm>

#include "lint/program/text_functions.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

// What a caller passes for `...`.
std::vector<Located> TextEvaluator::variadic(const FramePtr& frame) {
  std::vector<Located> made;
  if (frame->caller == nullptr) return made;
  const CodeCall& call = frame->caller->function.call(frame->call);
  for (size_t i = frame->function.function->parameters.size() + (call.is_method ? 1 : 0); i < call.operands.size(); ++i)
    made.push_back({frame->caller, call.operands[i]});
  return made;
}

std::vector<Text> TextEvaluator::of_call(const Located& value, const CodeCall& call, size_t after, int depth, bool& known) {
  const FunctionRef& in = value.frame->function;
  const std::string& name = in.name(call.callee);
  const bool is_result = after == SIZE_MAX;
  const auto operand = [&](size_t i) { return Located{value.frame, call.operands[i]}; };
  const auto given = [&](size_t i) {
    return passed(operand(i), value.frame, i < call.operand_at.size() ? call.operand_at[i] : call.at, depth + 1);
  };
  const auto rest = [&](size_t from) {
    std::vector<Located> arguments;
    for (size_t i = from; i < call.operands.size(); ++i) arguments.push_back(operand(i));
    return arguments;
  };
  const auto quoted = [&](bool is_name) {
    std::vector<Text> made = hole(value);
    made[0][0].is_quoted = !is_name;
    made[0][0].is_quoted_name = is_name;
    return made;
  };
  const auto is_one_of = [&](const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return is_named(name, one); });
  };
  known = true;
  if (is_result && is_one_of(quoting_values)) return quoted(false);
  if (is_result && is_one_of(quoting_names)) return quoted(true);
  // A function that says of itself that it formats like printf: into an operand in front of the format, or as its result.
  if (call.format >= 0 && static_cast<size_t>(call.format) < call.operands.size() && text_function(name, call.operands.size()) == TextFunction::kNone) {
    const auto format = static_cast<size_t>(call.format);
    const bool returns_text = is_text(in.name(call.type)) && in.name(call.type) != "char";
    if (is_result ? returns_text : after < format) {
      std::vector<Text> made = formatted(given(format), rest(format + 1), '%', depth);
      const auto says_nothing = [](const Text& text) { return text.size() == 1 && text[0].is_hole; };
      if (!std::all_of(made.begin(), made.end(), says_nothing)) return made;
    }
  }
  // The project's own functions are looked into, whatever they are called.
  // But a library that lies in the tree is known better from its name.
  if (!is_library(name) && program_.function(in.name(call.key))) {
    known = false;
    return {};
  }
  const TextFunction function = text_function(name, call.operands.size());
  const bool of_object = is_result || after == 0;
  switch (function) {
    case TextFunction::kOperand:
      if (of_object && !call.operands.empty()) return given(0);
      break;
    case TextFunction::kStarts:
      if (of_object && call.operands.size() >= 2) return given(1);
      break;
    case TextFunction::kAppend:
      if (of_object && call.operands.size() >= 2) {
        const CodeValue& added = operand(1).get();
        if (added.kind == ValueKind::kFunction) {
          const std::string& manipulator = in.name(added.name);
          return concatenated(given(0), {constant(is_named(manipulator, "endl") ? "\n" : "")});
        }
        if (added.kind == ValueKind::kResult && is_manipulator(in.name(in.call(added.index).callee))) return given(0);
        std::vector<Text> made = given(0);
        // append(1, ')')
        if (call.operands.size() == 3 && is_character(in.name(operand(2).get().type)) && is_numeric(in.name(added.type)))
          return concatenated(made, given(2));
        for (size_t i = 1; i < call.operands.size() && (i == 1 || name.starts_with("absl::")); ++i)
          made = concatenated(made, given(i));
        return made;
      }
      break;
    case TextFunction::kPrepend:
      if (of_object && call.operands.size() >= 2) return concatenated(given(call.operands.size() - 1), given(0));
      break;
    case TextFunction::kInsert: {
      if (!of_object || call.operands.size() < 3) break;
      const Located position = resolve(operand(1), depth + 1);
      if (!position || position.get().kind != ValueKind::kNumber || position.get().index != 0) return hole(value);
      return concatenated(given(call.operands.size() - 1), given(0));
    }
    case TextFunction::kAssign:
      if (of_object && call.operands.size() >= 2) return given(1);
      if (is_result && call.operands.size() == 1) return given(0);
      break;
    case TextFunction::kClear:
      if (after == 0) return {Text{}};
      break;
    case TextFunction::kTrim:
      if (of_object && !call.operands.empty()) {
        std::vector<Text> made = given(0);
        for (Text& text : made) trim_separator(text);
        return made;
      }
      break;
    case TextFunction::kConcatenate:
      if (is_result) {
        std::vector<Text> made{Text{}};
        for (size_t i = 0; i < call.operands.size(); ++i) made = concatenated(made, given(i));
        return made;
      }
      break;
    case TextFunction::kNumber:
      if (is_result) {
        std::vector<Text> made = hole(value);
        made[0][0].is_number = call.operands.empty() || is_numeric(in.name(operand(0).get().type));
        if (!made[0][0].is_number && !call.operands.empty()) return given(0);
        return made;
      }
      break;
    case TextFunction::kBraces:
      if (is_result && !call.operands.empty()) {
        std::vector<Located> arguments = rest(1);
        // vformat(format, make_format_args(a, b))
        if (arguments.size() == 1)
          if (const Located packed = resolve(arguments[0], depth + 1); packed && packed.get().kind == ValueKind::kResult) {
            const CodeCall& packing = packed.frame->function.call(packed.get().index);
            if (is_named(packed.frame->function.name(packing.callee), "make_format_args")) {
              arguments.clear();
              for (const ValueId one : packing.operands) arguments.push_back({packed.frame, one});
            }
          }
        return formatted(given(0), arguments, '{', depth);
      }
      break;
    case TextFunction::kBracesTo: {
      const size_t format = is_named(name, "format_to_n") ? 2 : 1;
      if (after == 0 && format < call.operands.size())
        return concatenated(given(0), formatted(given(format), rest(format + 1), '{', depth));
      break;
    }
    case TextFunction::kPrintf:
      if (is_result && !call.operands.empty()) {
        const size_t format = call.format >= 0 ? static_cast<size_t>(call.format) : 0;
        if (format < call.operands.size()) return formatted(given(format), rest(format + 1), '%', depth);
      }
      break;
    case TextFunction::kPrintfTo: {
      const size_t format = call.format >= 0 ? static_cast<size_t>(call.format) : name.ends_with("snprintf") ? 2 : 1;
      if (after == 0 && format < call.operands.size())
        return formatted(given(format), is_named(name, "vsnprintf") ? variadic(value.frame) : rest(format + 1), '%', depth);
      break;
    }
    case TextFunction::kSubstitute:
      if (is_result && !call.operands.empty()) return formatted(given(0), rest(1), '$', depth);
      break;
    case TextFunction::kNumberedArguments:
      if (of_object && call.operands.size() >= 2) {
        std::vector<Text> made = given(0);
        // Further operands of arg(number, width, base) are no texts.
        const size_t last = is_numeric(in.name(operand(1).get().type)) ? 2 : call.operands.size();
        for (size_t i = 1; i < last; ++i)
          if (i == 1 || (is_text(in.name(operand(i).get().type)) && !is_character(in.name(operand(i).get().type)))) made = replaced(made, given(i), name.ends_with("operator%"));
        return made;
      }
      break;
    case TextFunction::kJoin:
      if (is_result && call.operands.size() >= 2) {
        const Items list = items(operand(0), depth + 1);
        if (list.known) return joined(list, operand(1), depth);
        return hole(value);
      }
      break;
    case TextFunction::kCopyTo:
      if (of_object && call.operands.size() >= 2) return given(1);
      break;
    case TextFunction::kElement:
      if (is_result && !call.operands.empty()) {
        std::vector<Text> all = of_element(operand(0), call.operands.size() > 1 ? operand(1) : Located{}, depth);
        return all.empty() ? hole(value) : all;
      }
      break;
    case TextFunction::kEither:
      if (is_result && call.operands.size() >= 2) {
        std::vector<Text> all = given(0);
        unite(all, given(1));
        return all;
      }
      break;
    case TextFunction::kUnchanged:
      if (after == 0) return given(0);
      break;
    case TextFunction::kNone: break;
  }
  if (after == 0 && is_accessor(name) && !call.operands.empty()) return given(0);
  known = false;
  return {};
}

}  // namespace ringfence::program
