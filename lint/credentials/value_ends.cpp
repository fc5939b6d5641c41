#include "lint/credentials/value_ends.h"

#include <algorithm>
#include <array>

#include "ringfence/columns.h"
#include "ringfence/credential_words.h"

namespace ringfence::credentials {

using program::FunctionRef;
using program::last_part;

namespace {

// A length beside a pointer.
bool is_number(const program::Located& value) {
  static constexpr auto kTypes = std::to_array<std::string_view>({"bool", "short", "unsigned short", "int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long"});
  const std::string& type = value.frame->function.name(value.get().type);
  return value.get().kind == ValueKind::kNumber || std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

constexpr int kBudget = 800;
constexpr int kDeepest = 30;
constexpr size_t kMostCallers = 40;
constexpr size_t kMostEnds = 24;

}  // namespace

std::vector<ValueEnd> EndTracer::ends_of(const Located& value) {
  budget_ = kBudget;
  return follow(value, 0, nullptr);
}

ValueEnd EndTracer::end(Form form, std::string given, const Located& value, const PassedPtr& way) const {
  const Unit* unit = value ? value.frame->function.unit : nullptr;
  return {form, std::move(given), unit, value ? value.get().at : CodeRange{}, way};
}

ValueEnd EndTracer::named(const std::string& name, const std::string& owner, const Located& value, const PassedPtr& way) const {
  const FunctionRef in = value ? value.frame->function : FunctionRef();
  const DataKind kind = classify_code_name(name, "", owner, in ? in.name(in.function->name) : std::string());
  const bool is_plain = kind.data_class == DataClass::kCredential && !kind.is_weak && !says_protected(name);
  return end(is_plain ? Form::kPlain : Form::kUnknown, "'" + name + "'", value, way);
}

EndTracer::Ends EndTracer::follow(const Located& value, int depth, const PassedPtr& way) {
  if (!value || depth > kDeepest || --budget_ < 0) return {end(Form::kUnknown, {}, value, way)};
  const CodeValue& at = value.get();
  const std::string& name = value.frame->function.name(at.name);
  switch (at.kind) {
    case ValueKind::kText: {
      // "", "!" and "x" are how accounts are locked.
      if (name.size() <= 1) return {end(Form::kCleared, {}, value, way)};
      return {end(looks_protected(name) ? Form::kProduced : Form::kLiteral, "a literal", value, way)};
    }
    case ValueKind::kNumber: return {end(at.index == 0 ? Form::kCleared : Form::kUnknown, {}, value, way)};
    case ValueKind::kParameter: return parameter(value, depth, way);
    case ValueKind::kField: return field(value, depth, way);
    case ValueKind::kVariable: return variable(value, depth, way);
    case ValueKind::kElement: return element(value, depth, way);
    case ValueKind::kResult: return result(value, depth, way);
    case ValueKind::kAfter: return after(value, depth, way);
    case ValueKind::kChoice: return either(value, at.operands, depth, way);
    case ValueKind::kLoop: return either(value, {at.operands.begin(), at.operands.begin() + std::min<std::ptrdiff_t>(2, std::ssize(at.operands))}, depth, way);
    case ValueKind::kCarried: return follow(before_loop(value), depth + 1, way);
    case ValueKind::kWithField: return follow({value.frame, at.operands[0]}, depth + 1, way);
    case ValueKind::kList:
      if (at.operands.empty()) return {end(Form::kCleared, {}, value, way)};
      return together(value, at.operands, depth, way);
    case ValueKind::kUnknown:
      // A conversion has one operand; what is not followed has none.
      if (at.operands.size() == 1) return follow({value.frame, at.operands[0]}, depth + 1, way);
      return {end(Form::kUnknown, {}, value, way)};
    case ValueKind::kFunction: break;
  }
  return {end(Form::kUnknown, {}, value, way)};
}

EndTracer::Ends EndTracer::parameter(const Located& value, int depth, const PassedPtr& way) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const auto step = [&](const FunctionRef& caller, const CodeCall& call) {
    const size_t operand = at.index == kThis ? 0 : static_cast<size_t>(at.index) + (call.is_method && in.function->is_method ? 1 : 0);
    const CodeRange& range = operand < call.operand_at.size() ? call.operand_at[operand] : call.at;
    return std::make_shared<const Passed>(Passed{way, caller.unit, range, "passed to '" + last_part(in.name(in.function->name)) + "' here"});
  };
  if (const Located given = argument(value.frame, at.index)) {
    const program::Frame& caller = *value.frame->caller;
    return follow(given, depth + 1, step(caller.function, caller.function.call(value.frame->call)));
  }
  const std::vector<program::CallRef> callers = program_.callers(in);
  if (at.index == kThis) return {end(Form::kUnknown, {}, value, way)};
  if (callers.empty()) return {named(in.name(at.name), "", value, way)};
  Ends all;
  for (size_t i = 0; i < callers.size() && all.size() < kMostEnds; ++i) {
    const program::FramePtr frame = called_frame(in, program::frame_of(callers[i].in), callers[i].index);
    const Located given = i < kMostCallers ? argument(frame, at.index) : Located{};
    Ends more = follow(given, depth + 2, step(callers[i].in, callers[i].call()));
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

EndTracer::Ends EndTracer::field(const Located& value, int depth, const PassedPtr& way) {
  const FunctionRef& in = value.frame->function;
  const std::string& name = in.name(value.get().name);
  if (const Making* making = makings_.of(name); making != nullptr && making->kind == Making::Kind::kRequest)
    return {end(Form::kPlain, "what the request says (" + name + ")", value, way)};
  const Located object{value.frame, value.get().operands.empty() ? kNoValue : value.get().operands[0]};
  std::vector<Located> found;
  const bool is_known = fields_.on_the_way(object, name, found);
  Ends all;
  if (!is_known) {
    found = fields_.anywhere(name);
    // What nobody in sight sets was read from somewhere: the way to the object may say from where.
    if (found.empty() || found.size() > kMostCallers) {
      if (is_from_rows(object, depth)) return {end(Form::kUnknown, {}, value, way)};
      return {named(last_part(name), owner_of(name), value, way)};
    }
  }
  for (const Located& one : found) {
    const auto stored = std::make_shared<const Passed>(Passed{way, one.frame->function.unit, one.get().at, "stored in '" + last_part(name) + "' here"});
    const bool is_here = one.frame->function.function == in.function;
    Ends more = follow(one, depth + 2, is_here ? way : stored);
    all.insert(all.end(), more.begin(), more.end());
    if (all.size() > kMostEnds) break;
  }
  return all;
}

EndTracer::Ends EndTracer::variable(const Located& value, int depth, const PassedPtr& way) {
  const std::string& key = value.frame->function.name(value.get().name);
  const FunctionRef initial = program_.function(key);
  if (!initial || !initial.function->is_constant || initial.function->result == kNoValue) return {end(Form::kUnknown, {}, value, way)};
  return follow({program::frame_of(initial), initial.function->result}, depth + 1, way);
}

EndTracer::Ends EndTracer::element(const Located& value, int depth, const PassedPtr& way) {
  const CodeValue& at = value.get();
  if (at.operands.empty()) return {end(Form::kUnknown, {}, value, way)};
  const Located object{value.frame, at.operands[0]};
  return under_key(value, object, {value.frame, at.operands.size() > 1 ? at.operands[1] : kNoValue}, depth, way);
}

// One of several values.
EndTracer::Ends EndTracer::either(const Located& value, const std::vector<ValueId>& ways, int depth, const PassedPtr& way) {
  Ends all;
  for (const ValueId one : ways) {
    Ends more = follow({value.frame, one}, depth + 1, way);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// A value that is put together: what is readable in it counts; beside others a literal is a prefix or a separator, and
// what is random a nonce.
EndTracer::Ends EndTracer::together(const Located& value, const std::vector<ValueId>& parts, int depth, const PassedPtr& way) {
  Ends all;
  if (parts.size() == 1) return follow({value.frame, parts[0]}, depth + 1, way);
  for (const ValueId part : parts) {
    const Located one{value.frame, part};
    if (!one || is_number(one)) continue;
    for (ValueEnd& more : follow(one, depth + 1, way))
      if (more.form != Form::kLiteral && more.form != Form::kCleared) all.push_back(std::move(more));
  }
  const bool has_other = std::any_of(all.begin(), all.end(), [](const ValueEnd& one) { return one.form != Form::kGenerated; });
  if (has_other) std::erase_if(all, [](const ValueEnd& one) { return one.form == Form::kGenerated; });
  if (all.empty()) all.push_back(end(Form::kUnknown, {}, value, way));
  return all;
}

}  // namespace ringfence::credentials
