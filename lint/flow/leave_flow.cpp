// What leaves: data that is known as an escape, what a parameter carries as an exit of the function's summary.
#include <algorithm>

#include "lint/flow/function_flow.h"
#include "ringfence/lower_case.h"

namespace ringfence::flow {

namespace {

constexpr size_t kMostExits = 64;
constexpr size_t kMostEscapes = 400;

// A function that is there to log, or one of a class that is: its callers decide what is logged.
bool is_logger_name(const std::string& name) {
  if (is_logger_class(owner_part(name))) return true;
  const std::string last = lower_case(last_part(name));
  static constexpr std::string_view kWords[] = {"log", "trace", "debug", "info", "warn", "error", "fatal", "critical", "print", "report",
                                                "note", "message", "msg", "audit", "write", "emit", "output", "journal", "operator", "append",
                                                "say", "record", "put", "send", "post", "set", "throw", "raise", "fail"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return last.find(word) != std::string::npos; });
}

}  // namespace

bool FunctionFlow::hands_on(int32_t parameter) const {
  if (in_.function->is_lambda) return false;
  if (parameter == kThis) return false;
  if (static_cast<size_t>(parameter) >= in_.function->parameters.size()) return is_logger_name(in_.name(in_.function->name));
  const CodeParameter& one = in_.function->parameters[static_cast<size_t>(parameter)];
  const DataKind kind = classify_code_name(in_.name(one.name), in_.name(one.type), "", in_.name(in_.function->name));
  if (kind.data_class != DataClass::kNone && !kind.is_weak) return false;
  return is_logger_name(in_.name(in_.function->name));
}

// The text of an exception is the business of whoever throws it.
bool FunctionFlow::is_settled(int32_t parameter, int32_t exit) const {
  if (in_.function->is_constructor && context_.exit(exit).channel == Channel::kException) return false;
  return !hands_on(parameter);
}

// What printers of the type write of it.
TaintPtr FunctionFlow::printed(const TaintPtr& taint, const std::string& type, const CodeRange& at) {
  TaintPtr all = fields_of_message(type, true, at);
  for (const auto& [printer, object] : context_.printers(type)) {
    const Summary* summary = context_.summary(printer.function);
    if (summary == nullptr) continue;
    TaintPtr written = summary->result;
    for (const auto& [output, last] : summary->outputs) written = joined(written, last);
    all = joined(all, changed(written, [&, parameter = object](const Atom& atom) -> TaintPtr {
      const uint8_t marks = atom.marks | kPrinted;
      if (atom.kind == Atom::Kind::kOrigin) return marked(of_atom(atom), marks);
      if (atom.kind != Atom::Kind::kParameter || atom.index != parameter) return nullptr;
      return marked(project(taint, atom.path, at), marks);
    }));
  }
  return all;
}

void FunctionFlow::leave(const TaintPtr& taint, const std::string& type, int32_t exit, const CodeRange& at) {
  const TaintPtr all = joined(printable(taint, context_), printed(taint, type, at));
  if (all == nullptr) return;
  note_caught(all, exit);
  for (const Atom& atom : all->own) {
    ParameterExit as;
    as.exit = exit;
    as.unit = in_.unit;
    as.at = at;
    as.marks = atom.marks;
    as.is_settled = is_settled(atom.index, exit);
    as.way = atom.way;
    leave_at(atom, exit, as);
  }
}

// An atom leaves, `as` it is said of a parameter.
void FunctionFlow::leave_at(const Atom& atom, int32_t exit, const ParameterExit& as) {
  if (atom.kind == Atom::Kind::kOrigin && escapes_.size() < kMostEscapes) escapes_.push_back({atom.index, as.marks, exit, as.unit, as.at, as.way});
  if (atom.kind != Atom::Kind::kParameter || made_.exits.size() >= kMostExits) return;
  const bool known = std::any_of(made_.exits.begin(), made_.exits.end(), [&](const ParameterExit& one) {
    return one.parameter == atom.index && one.path == atom.path && one.exit == exit && one.at == as.at;
  });
  if (known) return;
  made_.exits.push_back(as);
  made_.exits.back().parameter = atom.index;
  made_.exits.back().path = atom.path;
}

// A log of the project's own that writes to standard error is a log.
int32_t FunctionFlow::of_own_log(int32_t exit, const std::string& function) {
  Exit own = context_.exit(exit);
  if (own.channel != Channel::kConsole || lower_case(function).find("log") == std::string::npos) return exit;
  own.channel = Channel::kLog;
  own.level.clear();
  return context_.add_exit(std::move(own));
}

void FunctionFlow::leave_through(const ParameterExit& inner, const TaintPtr& taint, const FunctionRef& callee, const CodeCall& call, const CodeRange& operand_at) {
  const TaintPtr all = printable(taint, context_);
  if (all == nullptr) return;
  const int32_t exit = of_own_log(inner.exit, callee.name(callee.function->name));
  note_caught(all, exit);
  const std::string passed = callee.function->is_lambda ? "passed to a callback here" : "passed to '" + last_part(callee.name(callee.function->name)) + "' here";
  for (const Atom& atom : all->own) {
    ParameterExit as = inner;
    as.exit = exit;
    as.marks = atom.marks | inner.marks;
    if (!inner.is_settled) {
      as.unit = in_.unit;
      as.at = operand_at;
    }
    as.is_settled = inner.is_settled || is_settled(atom.index, inner.exit);
    as.way = joined(longer(atom.way, *in_.unit, call.at, passed), inner.way);
    leave_at(atom, exit, as);
  }
}

}  // namespace ringfence::flow
