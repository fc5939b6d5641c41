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

std::vector<Text> TextEvaluator::evaluate(const Located& value, bool anywhere) {
  budget_ = kBudget;
  bound_.clear();
  known_.clear();
  is_cut_ = false;
  anywhere_ = anywhere;
  std::vector<Text> made = of(value, 0);
  anywhere_ = false;
  return made;
}

void TextEvaluator::bind(const Located& value, std::vector<Text> texts) { bound_.push_back({value, std::move(texts), ++bindings_}); }

void TextEvaluator::miss(const std::string& name) {
  if (!name.empty() && !is_library(name)) not_in_sight_.insert(name);
}

void TextEvaluator::unite(std::vector<Text>& all, std::vector<Text> more, size_t most) {
  if (!program::unite(all, std::move(more), most == 0 ? kMostVariants : most)) is_cut_ = true;
}

std::vector<Text> TextEvaluator::concatenated(const std::vector<Text>& left, const std::vector<Text>& right) {
  return program::concatenated(left, right, &is_cut_);
}

// Both ways of a branch go on from what stood before it, so that each value is asked for many times; it is evaluated once, as
// long as no loop binds anything else.
std::vector<Text> TextEvaluator::of(const Located& value, int depth) {
  if (!value || depth > kDeepest || --budget_ < 0) return hole(value);
  for (auto known = bound_.rbegin(); known != bound_.rend(); ++known)
    if (known->value == value) return known->texts;
  const ValueKind kind = value.get().kind;
  if (kind != ValueKind::kChoice && kind != ValueKind::kAfter && kind != ValueKind::kResult && kind != ValueKind::kLoop) return anew(value, depth);
  const auto key = std::tuple(value.frame, value.value, bound_.empty() ? 0 : bound_.back().number);
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  std::vector<Text> made = anew(value, depth);
  if (budget_ >= 0) known_[key] = made;
  return made;
}

std::vector<Text> TextEvaluator::anew(const Located& value, int depth) {
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
    case ValueKind::kChoice: return of_choice(value, depth);
    case ValueKind::kResult: return of_result(value, depth);
    case ValueKind::kAfter: return of_after(value, depth);
    case ValueKind::kLoop: return of_loop(value, depth);
    case ValueKind::kList:
      return at.operands.size() == 1 ? of(operand(0), depth + 1) : of_characters(value);
    case ValueKind::kUnknown: return of_overwritten(value, depth);
    default: return hole(value);
  }
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
  if (!callee) miss(in.name(call.callee));
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
  if (!program_.function(in.name(call.key))) miss(in.name(call.callee));
  const Located entered_value = entered(value, depth);
  return entered_value ? of(entered_value, depth + 1) : hole(value);
}

}  // namespace ringfence::program
