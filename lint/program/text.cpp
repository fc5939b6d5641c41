// Evaluation of texts over the linked graphs of all units.
#include "lint/program/text.h"

#include <algorithm>

#include "lint/program/text_functions.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

// The texts of `value`, whose holes are handed on as what stands at `as`.
std::vector<Text> TextEvaluator::passed(const Located& value, const FramePtr& frame, const CodeRange& as, int depth) {
  std::vector<Text> made = of(value, depth);
  for (Text& text : made)
    for (TextPart& part : text)
      if (part.is_hole && part.trail.size() < 12) part.trail.emplace_back(frame, as);
  return made;
}

// Whether a condition holds, where what it asks is known.
std::optional<bool> TextEvaluator::truth(const Located& condition, int depth) {
  if (!condition || depth > kDeepest || --budget_ < 0) return std::nullopt;
  const Located at = resolve(condition, depth + 1);
  if (!at) return std::nullopt;
  const CodeValue& value = at.get();
  const FunctionRef& in = at.frame->function;
  if (value.kind == ValueKind::kNumber && value.index >= 0) return value.index != 0;
  if (value.kind == ValueKind::kUnknown && !value.operands.empty()) {
    const std::string& name = in.name(value.name);
    const Located first{at.frame, value.operands[0]};
    if (name == "operator!") {
      const std::optional<bool> inner = truth(first, depth + 1);
      return inner ? std::optional(!*inner) : std::nullopt;
    }
    if ((name == "operator==" || name == "operator!=") && value.operands.size() == 2) {
      const Located a = resolve(first, depth + 1), b = resolve({at.frame, value.operands[1]}, depth + 1);
      if (a && b && a.get().kind == ValueKind::kNumber && b.get().kind == ValueKind::kNumber && a.get().index >= 0)
        return (a.get().index == b.get().index) == (name == "operator==");
    }
    return std::nullopt;
  }
  if (value.kind != ValueKind::kResult) return std::nullopt;
  const CodeCall& call = in.call(value.index);
  const std::string& name = in.name(call.callee);
  if (call.operands.empty() || !(is_named(name, "empty") || is_named(name, "isEmpty"))) return std::nullopt;
  const Located object{at.frame, call.operands[0]};
  if (!is_text(in.name(object.get().type))) {
    const Items list = items(object, depth + 1);
    if (!list.known || (list.certain == 0 && !list.all.empty())) return std::nullopt;
    return list.all.empty();
  }
  const std::vector<Text> texts = of(object, depth + 1);
  const auto has_words = [](const Text& text) {
    return std::any_of(text.begin(), text.end(), [](const TextPart& part) { return !part.is_hole && !part.text.empty(); });
  };
  if (std::all_of(texts.begin(), texts.end(), [](const Text& text) { return text.empty(); })) return true;
  if (std::all_of(texts.begin(), texts.end(), has_words)) return false;
  return std::nullopt;
}

std::vector<Text> TextEvaluator::evaluate(const Located& value, bool anywhere) {
  budget_ = kBudget;
  bound_.clear();
  is_cut_ = false;
  anywhere_ = anywhere;
  std::vector<Text> made = of(value, 0);
  anywhere_ = false;
  return made;
}

void TextEvaluator::unite(std::vector<Text>& all, std::vector<Text> more, size_t most) {
  if (!program::unite(all, std::move(more), most == 0 ? kMostVariants : most)) is_cut_ = true;
}

std::vector<Text> TextEvaluator::concatenated(const std::vector<Text>& left, const std::vector<Text>& right) {
  return program::concatenated(left, right, &is_cut_);
}

std::vector<Text> TextEvaluator::of(const Located& value, int depth) {
  if (!value || depth > kDeepest || --budget_ < 0) return hole(value);
  for (auto known = bound_.rbegin(); known != bound_.rend(); ++known)
    if (known->first == value) return known->second;
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const auto operand = [&](size_t i) { return Located{value.frame, at.operands[i]}; };
  switch (at.kind) {
    case ValueKind::kText: {
      TextPart part;
      part.text = in.name(at.name);
      part.segments = at.segments;
      part.unit = in.unit;
      part.in = in.function;
      if (part.text.empty()) return {Text{}};
      return {{part}};
    }
    case ValueKind::kNumber:
      if (is_character(in.name(at.type)))
        return {constant(at.index == 0 ? std::string() : std::string(1, static_cast<char>(at.index)))};
      return {constant(in.name(at.name))};
    case ValueKind::kParameter: {
      const Located given = argument(value.frame, at.index);
      if (!given) return hole(value);
      const CodeCall& call = value.frame->caller->function.call(value.frame->call);
      const size_t operand_index = static_cast<size_t>(std::find(call.operands.begin(), call.operands.end(), given.value) - call.operands.begin());
      return passed(given, given.frame, operand_index < call.operand_at.size() ? call.operand_at[operand_index] : call.at, depth + 1);
    }
    case ValueKind::kVariable: return of_variable(value, depth);
    case ValueKind::kField: return of_field(value, depth);
    case ValueKind::kElement: {
      if (const std::vector<Text> all = of_element(operand(0), at.operands.size() > 1 ? operand(1) : Located{}, depth); !all.empty()) return all;
      return hole(value);
    }
    case ValueKind::kChoice: {
      if (const std::optional<bool> holds = truth({value.frame, at.condition}, depth + 1); holds && at.operands.size() == 2)
        return of(operand(*holds ? 0 : 1), depth + 1);
      std::vector<Text> all;
      for (size_t i = 0; i < at.operands.size(); ++i) unite(all, of(operand(i), depth + 1));
      return all.empty() ? hole(value) : all;
    }
    case ValueKind::kResult: return of_result(value, depth);
    case ValueKind::kAfter: return of_after(value, depth);
    case ValueKind::kLoop: return of_loop(value, depth);
    case ValueKind::kList:
      return at.operands.size() == 1 ? of(operand(0), depth + 1) : hole(value);
    case ValueKind::kUnknown: return of_overwritten(value, depth);
    default: return hole(value);
  }
}

// Before the loop, then rounds: none, one, two; over a list that is known, all of its elements.
std::vector<Text> TextEvaluator::of_loop(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const Located before{value.frame, at.operands[0]}, after{value.frame, at.operands[1]};
  const Located over = at.operands.size() > 2 && at.operands[2] != kNoValue ? Located{value.frame, at.operands[2]} : Located{};
  const Located carried = at.operands.size() > 3 ? Located{value.frame, at.operands[3]} : Located{};
  const std::vector<Text> start = of(before, depth + 1);
  if (!carried) return start;
  const auto round = [&](const std::vector<Text>& from) {
    bound_.emplace_back(carried, from);
    std::vector<Text> made = of(after, depth + 1);
    bound_.pop_back();
    return made;
  };
  // The longest that makes sense comes first: it has the separators between its pieces, and none in front.
  const auto best = [](std::vector<Text> texts) {
    std::stable_sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) {
      const bool bad = is_malformed(a), worse = is_malformed(b);
      return bad != worse ? worse : length(a) > length(b);
    });
    return texts;
  };
  const Items list = over ? items(over, depth + 1) : Items{};
  if (list.known && !list.all.empty() && list.all.size() <= 64) {
    std::vector<Text> texts = start;
    std::vector<ValueId> elements;
    for (size_t i = 0; i < value.frame->function.function->values.size(); ++i) {
      const CodeValue& one = value.frame->function.function->values[i];
      if (one.kind == ValueKind::kElement && one.operands.size() == 1 && one.operands[0] == over.value)
        elements.push_back(static_cast<ValueId>(i));
    }
    for (const Located& item : list.all) {
      const std::vector<Text> element = of(item, depth + 1);
      for (const ValueId id : elements) bound_.emplace_back(Located{value.frame, id}, element);
      std::vector<Text> next = round(texts);
      bound_.resize(bound_.size() - elements.size());
      next = best(std::move(next));
      // Of the others most lack a separator, and parse all the same.
      is_cut_ = is_cut_ || (next.size() > 1 && !is_malformed(next[1]));
      next.resize(1);
      texts = std::move(next);
    }
    if (list.certain == 0) unite(texts, start);
    return texts;
  }
  std::vector<Text> all = best(round(start));
  const std::vector<Text> once = all;
  unite(all, start);
  if (once.size() <= 4) {
    std::vector<Text> twice = round(once);
    unite(all, best(std::move(twice)));
  }
  return all;
}

std::vector<Text> TextEvaluator::of_result(const Located& value, int depth) {
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(value.get().index);
  bool known = false;
  std::vector<Text> made = of_call(value, call, SIZE_MAX, depth, known);
  if (known) return made;
  const FunctionRef callee = program_.function(in.name(call.key));
  if (callee && callee.function->result != kNoValue && value.frame->depth < kDeepestFrame) {
    const Located result{called_frame(callee, value.frame, value.get().index), callee.function->result};
    return of(result, depth + 1);
  }
  if (!call.is_constructor) return hole(value);
  if (call.operands.empty()) return {Text{}};
  // A foreign class that is made from a text is that text: query types, string views, paths.
  const bool is_foreign = !callee || is_library(in.name(call.callee));
  return is_foreign ? of({value.frame, call.operands[0]}, depth + 1) : hole(value);
}

std::vector<Text> TextEvaluator::of_after(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(at.index);
  const size_t operand = static_cast<size_t>(std::stoul(in.name(at.name)));
  bool known = false;
  std::vector<Text> made = of_call(value, call, operand, depth, known);
  if (known) return made;
  const Located entered_value = entered(value, depth);
  return entered_value ? of(entered_value, depth + 1) : hole(value);
}

}  // namespace ringfence::program
