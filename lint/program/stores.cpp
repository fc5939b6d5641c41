#include "lint/program/stores.h"

namespace ringfence::program {

Stores::Stores(const Program& program) {
  for (const FunctionRef& function : program.functions()) read(function);
}

const std::vector<Located>& Stores::of(const std::string& name) const {
  static const std::vector<Located> kNone;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? kNone : found->second;
}

// An object shows what it holds where it leaves the function, is handed to a call, or is stored in another.
void Stores::read(const FunctionRef& in) {
  const CodeFunction& function = *in.function;
  roots_.clear();
  noted_.clear();
  for (const auto& [variable, last] : function.stores) {
    by_name_[in.name(variable)].push_back({frame_of(in), last});
    note(in, last);
  }
  for (const auto& [parameter, last] : function.outputs) note(in, last);
  note(in, function.result);
  for (const CodeCall& call : function.calls)
    for (const ValueId operand : call.operands) note(in, operand);
  for (const CodeValue& value : function.values)
    if (value.kind == ValueKind::kWithField) note(in, value.operands[1]);
}

void Stores::note(const FunctionRef& in, ValueId root) {
  struct Step {
    ValueId value;
    std::set<NameId> set;  // Fields that are set again on the way here.
  };
  if (root == kNoValue || !roots_.insert(root).second) return;
  std::vector<Step> open{{root, {}}};
  std::set<ValueId> seen;
  while (!open.empty()) {
    Step at = std::move(open.back());
    open.pop_back();
    if (at.value == kNoValue || !seen.insert(at.value).second) continue;
    if (at.value != root && roots_.contains(at.value)) continue;
    const CodeValue& value = in.value(at.value);
    switch (value.kind) {
      case ValueKind::kWithField:
        if (at.set.insert(value.name).second && noted_.emplace(value.name, value.operands[1]).second && value.operands[1] != kNoValue)
          by_name_[in.name(value.name)].push_back({frame_of(in), value.operands[1]});
        open.push_back({value.operands[0], std::move(at.set)});
        break;
      case ValueKind::kChoice:
      case ValueKind::kLoop:
        for (size_t i = 0; i < value.operands.size() && i < 2; ++i) open.push_back({value.operands[i], at.set});
        break;
      case ValueKind::kAfter: {
        // A unit out of a cache says what it says.
        if (value.index < 0 || static_cast<size_t>(value.index) >= in.function->calls.size()) break;
        const auto operand = static_cast<size_t>(std::stoul(in.name(value.name)));
        const CodeCall& call = in.call(value.index);
        if (operand < call.operands.size()) open.push_back({call.operands[operand], std::move(at.set)});
        break;
      }
      default: break;
    }
  }
}

}  // namespace ringfence::program
