#include "lint/credentials/field_values.h"

#include <algorithm>

namespace ringfence::credentials {

using program::called_frame;
using program::FunctionRef;
using program::Located;

namespace {

constexpr int kDeepest = 24;
constexpr size_t kMostCallers = 40;
constexpr int kMostFrames = 8;

}  // namespace

FieldValues::FieldValues(const program::Program& program) : program_(program) {
  for (const FunctionRef& in : program.functions()) {
    program::FramePtr frame;
    for (const CodeValue& value : in.function->values) {
      if (value.kind != ValueKind::kWithField || value.operands.size() < 2 || value.operands[1] == kNoValue) continue;
      if (frame == nullptr) frame = program::frame_of(in);
      stores_[in.name(value.name)].push_back({frame, value.operands[1]});
    }
  }
}

const std::vector<Located>& FieldValues::anywhere(const std::string& field) const {
  static const std::vector<Located> kNone;
  const auto found = stores_.find(field);
  return found == stores_.end() ? kNone : found->second;
}

bool FieldValues::on_the_way(const Located& object, const std::string& field, std::vector<Located>& found) const {
  return find(object, field, found, 0);
}

bool FieldValues::find(const Located& object, const std::string& field, std::vector<Located>& found, int depth) const {
  if (!object || depth > kDeepest) return false;
  const CodeValue& at = object.get();
  const FunctionRef& in = object.frame->function;
  const auto operand = [&](size_t i) { return Located{object.frame, i < at.operands.size() ? at.operands[i] : kNoValue}; };
  switch (at.kind) {
    case ValueKind::kWithField:
      if (in.name(at.name) != field) return find(operand(0), field, found, depth + 1);
      found.push_back(operand(1));
      return static_cast<bool>(operand(1));
    case ValueKind::kParameter: {
      if (const Located given = argument(object.frame, at.index)) return find(given, field, found, depth + 1);
      const std::vector<program::CallRef> callers = program_.callers(in);
      if (callers.empty() || callers.size() > kMostCallers || object.frame->depth > kMostFrames) return false;
      return std::all_of(callers.begin(), callers.end(), [&](const program::CallRef& caller) {
        const program::FramePtr frame = called_frame(in, program::frame_of(caller.in), caller.index);
        return find(argument(frame, at.index), field, found, depth + 2);
      });
    }
    case ValueKind::kChoice:
      for (size_t i = 0; i < at.operands.size(); ++i)
        if (!find(operand(i), field, found, depth + 1)) return false;
      return true;
    case ValueKind::kLoop: return find(operand(0), field, found, depth + 1) && find(operand(1), field, found, depth + 1);
    case ValueKind::kCarried: return find(before_loop(object), field, found, depth + 1);
    case ValueKind::kResult:
    case ValueKind::kAfter: return find_in_call(object, field, found, depth);
    default: return false;
  }
}

bool FieldValues::find_in_call(const Located& object, const std::string& field, std::vector<Located>& found, int depth) const {
  const CodeValue& at = object.get();
  const FunctionRef& in = object.frame->function;
  const CodeCall& call = in.call(at.index);
  if (at.kind == ValueKind::kAfter) {
    const auto operand = static_cast<int32_t>(std::stol(in.name(at.name)));
    if (const Located left = left_in(program_, object, call, operand)) return find(left, field, found, depth + 1);
    return program_.function(in.name(call.key)) && find({object.frame, call.operands[static_cast<size_t>(operand)]}, field, found, depth + 1);
  }
  const FunctionRef callee = program_.function(in.name(call.key));
  if (callee && object.frame->depth < kMostFrames) {
    if (!call.is_constructor) return find({called_frame(callee, object.frame, at.index), callee.function->result}, field, found, depth + 1);
    for (const auto& [parameter, last] : callee.function->outputs)
      if (parameter == kThis) return find({called_frame(callee, object.frame, at.index), last}, field, found, depth + 1);
  }
  // A copy, a move, what a pointer points to.
  const bool hands_on = call.operands.size() == 1 && (call.is_constructor || in.name(call.callee).starts_with("std::"));
  return hands_on && find({object.frame, call.operands[0]}, field, found, depth + 1);
}

Located left_in(const program::Program& program, const Located& called, const CodeCall& call, int32_t operand) {
  const FunctionRef callee = program.function(called.frame->function.name(call.key));
  if (!callee || called.frame->depth >= kMostFrames) return {};
  const bool has_object = call.is_method && callee.function->is_method;
  for (const auto& [parameter, last] : callee.function->outputs)
    if (parameter == (has_object ? operand - 1 : operand)) return {called_frame(callee, called.frame, called.get().index), last};
  return {};
}

}  // namespace ringfence::credentials
