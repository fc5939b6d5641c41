// What is handed to callbacks, and what exceptions carry to where they are caught.
#include <algorithm>

#include "lint/flow/function_flow.h"

namespace ringfence::flow {

namespace {

constexpr size_t kMostInvocations = 32;
constexpr size_t kMostThrown = 64;

}  // namespace

// std::function::operator(), a pointer to a function, std::invoke(f, …)
void FunctionFlow::invoke(const CodeCall& call, const std::string& name) {
  const std::string last = last_part(name);
  if (call.operands.empty() || (last != "operator()" && last != "invoke" && last != "emit")) return;
  std::vector<TaintPtr> arguments;
  for (size_t i = 1; i < call.operands.size(); ++i) arguments.push_back(value(call.operands[i]));
  invoke(value(call.operands[0]), arguments, call);
}

void FunctionFlow::invoke(const TaintPtr& callee, const std::vector<TaintPtr>& arguments, const CodeCall& call) {
  if (callee == nullptr || std::all_of(arguments.begin(), arguments.end(), [](const TaintPtr& one) { return one == nullptr; })) return;
  const TaintPtr all = printable(callee, context_);
  if (all == nullptr) return;
  for (const Atom& atom : all->own) {
    if (atom.kind == Atom::Kind::kParameter && made_.invocations.size() < kMostInvocations)
      made_.invocations.push_back({atom.index, atom.path, arguments, in_.unit, call.at});
    if (atom.kind != Atom::Kind::kCallable) continue;
    const FunctionRef target = context_.callable(atom.index);
    const Summary* summary = context_.summary(target.function);
    if (summary == nullptr) continue;
    for (const ParameterExit& inner : summary->exits)
      if (inner.parameter >= 0 && static_cast<size_t>(inner.parameter) < arguments.size())
        leave_through(inner, project(arguments[static_cast<size_t>(inner.parameter)], inner.path, call.at), target, call, call.at);
  }
}

void FunctionFlow::note_thrown(int32_t exit) {
  if (std::find(thrown_.begin(), thrown_.end(), exit) == thrown_.end() && thrown_.size() < kMostThrown) thrown_.push_back(exit);
}

void FunctionFlow::note_caught(const TaintPtr& taint, int32_t exit) {
  if (find_atom(taint, Atom::Kind::kCaught) != nullptr && std::find(caught_.begin(), caught_.end(), exit) == caught_.end()) caught_.push_back(exit);
}

}  // namespace ringfence::flow
