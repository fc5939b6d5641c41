#include "ringfence/program.h"

#include <set>
#include <tuple>

namespace ringfence::program {

Program::Program(std::vector<UnitPtr> units) : units_(std::move(units)) {
  // A function in a header is in every unit that includes it; its place tells them apart from another of the same name.
  std::set<std::tuple<std::string_view, std::string_view, uint32_t>> seen;
  for (const UnitPtr& shared : units_) {
    const Unit& unit = *shared;
    for (const CodeFunction& function : unit.functions) {
      const std::string& key = unit.name(function.key);
      const std::string_view path =
          function.at.file >= 0 ? std::string_view(unit.files[static_cast<size_t>(function.at.file)].path) : std::string_view();
      if (!seen.emplace(key, path, function.at.begin).second) continue;
      const FunctionRef ref{&unit, &function};
      if (function.is_lambda) {
        lambdas_.push_back(ref);
        by_key_.try_emplace(key, ref);
        continue;
      }
      functions_.push_back(ref);
      by_key_.try_emplace(key, ref);
      by_name_[unit.name(function.name)].push_back(ref);
      for (size_t i = 0; i < function.calls.size(); ++i)
        if (function.calls[i].key != 0)
          callers_[unit.name(function.calls[i].key)].push_back({ref, static_cast<int32_t>(i)});
    }
  }
}

FunctionRef Program::function(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? FunctionRef{} : found->second;
}

const std::vector<FunctionRef>& Program::named(const std::string& name) const {
  static const std::vector<FunctionRef> kNone;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? kNone : found->second;
}

std::vector<CallRef> Program::callers(const FunctionRef& function) const {
  std::vector<CallRef> all;
  const auto add = [&](const std::string& key) {
    if (const auto found = callers_.find(key); found != callers_.end())
      all.insert(all.end(), found->second.begin(), found->second.end());
  };
  add(function.name(function.function->key));
  for (const NameId base : function.function->overrides) add(function.name(base));
  return all;
}

FramePtr frame_of(const FunctionRef& function) {
  auto frame = std::make_shared<Frame>();
  frame->function = function;
  return frame;
}

FramePtr called_frame(const FunctionRef& callee, const FramePtr& caller, int32_t call) {
  auto frame = std::make_shared<Frame>();
  frame->function = callee;
  frame->call = call;
  frame->caller = caller;
  frame->depth = caller->depth + 1;
  return frame;
}

FramePtr outermost_frame(const FramePtr& frame) {
  FramePtr at = frame;
  while (at->caller != nullptr) at = at->caller;
  return at;
}

FramePtr under(const FramePtr& frame, const CallRef& caller) {
  auto made = std::make_shared<Frame>(*frame);
  if (frame->caller == nullptr) {
    made->call = caller.index;
    made->caller = frame_of(caller.in);
  } else {
    made->caller = under(frame->caller, caller);
  }
  made->depth = made->caller->depth + 1;
  return made;
}

Located before_loop(const Located& carried) {
  for (const CodeValue& one : carried.frame->function.function->values)
    if (one.kind == ValueKind::kLoop && one.operands.size() > 3 && one.operands[3] == carried.value)
      return {carried.frame, one.operands[0]};
  return {};
}

Located argument(const FramePtr& frame, int32_t index) {
  if (frame->caller == nullptr) return {};
  const CodeCall& call = frame->caller->function.call(frame->call);
  const bool has_object = call.is_method && frame->function.function->is_method;
  const size_t operand = index == kThis ? 0 : static_cast<size_t>(index) + (has_object ? 1 : 0);
  if ((index == kThis && !has_object) || operand >= call.operands.size()) return {};
  return {frame->caller, call.operands[operand]};
}

std::string last_part(const std::string& name) {
  const size_t colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

std::string owner_part(const std::string& name) {
  const size_t colon = name.rfind("::");
  return colon == std::string::npos ? std::string() : name.substr(0, colon);
}

}  // namespace ringfence::program
