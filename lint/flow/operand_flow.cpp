// Which operands a parameter gets, those behind "..." included, and what leaves when an object is destroyed.
#include "lint/flow/function_flow.h"

namespace ringfence::flow {

// The operand that parameter `parameter` of the callee gets; past the last: none.
size_t FunctionFlow::operand_for(const FunctionRef& callee, const CodeCall& call, int32_t parameter) {
  const bool has_object = call.is_method && callee.function->is_method;
  if (parameter == kThis) return has_object ? 0 : call.operands.size();
  return static_cast<size_t>(parameter) + (has_object ? 1 : 0);
}

// The parameter behind the last stands for what "..." takes: of that, what the format prints.
std::vector<size_t> FunctionFlow::operands_for(const FunctionRef& callee, const CodeCall& call, int32_t parameter) const {
  const size_t first = operand_for(callee, call, parameter);
  if (first >= call.operands.size()) return {};
  if (parameter == kThis || static_cast<size_t>(parameter) < callee.function->parameters.size()) return {first};
  std::vector<size_t> all;
  const std::string letters = conversions_of(call);
  for (size_t operand = first; operand < call.operands.size(); ++operand)
    if (prints_text(call, letters, operand)) all.push_back(operand);
  return all;
}

// va_start(list, last): from here on the list is what stands behind the last parameter.
bool FunctionFlow::takes_variadic(const std::string& name, int32_t index) {
  auto& after = after_[static_cast<size_t>(index)];
  if (after.empty()) return false;
  if (name == "__builtin_va_start") after[0] = of_atom(Atom::Kind::kParameter, static_cast<int32_t>(in_.function->parameters.size()));
  else if (name == "__builtin_va_copy" && after.size() > 1) after[0] = after[1];
  else return false;
  return true;
}

// `Log(kInfo) << text`: the object keeps the text, and its destructor logs it.
void FunctionFlow::leave_when_destroyed(const FunctionRef& callee, const CodeCall& call, const TaintPtr& object) {
  const Summary* destructor = context_.logging_destructor(owner_part(callee.name(callee.function->name)));
  if (destructor == nullptr || object == nullptr) return;
  // What it has kept before has been looked at then.
  const auto added = [&](const Atom& atom) {
    return atom.kind == Atom::Kind::kParameter && atom.index == kThis ? nullptr : in_callers_terms(atom, callee, call);
  };
  const TaintPtr kept = changed(object, added);
  for (const ParameterExit& inner : destructor->exits) {
    if (inner.parameter != kThis) continue;
    ParameterExit here = inner;
    here.is_settled = false;
    note_log(context_.exit(inner.exit).channel, call);
    leave_through(here, project(kept, inner.path, call.at), callee, call, place_of(call, call.operands.size() - 1));
  }
}

}  // namespace ringfence::flow
