// Where values leave: log statements and other ways out, and what reaches them.
#include <algorithm>

#include "lint/flow/function_flow.h"
#include "ringfence/lower_case.h"

namespace ringfence::flow {

namespace {

constexpr size_t kMostExits = 64;
constexpr size_t kMostEscapes = 400;

bool writes_to_stream(const std::string& last) {
  static constexpr std::string_view kWrites[] = {"operator<<", "operator+=", "write", "put", "append", "operator,", "operator()", "sputn"};
  return std::find(std::begin(kWrites), std::end(kWrites), last) != std::end(kWrites);
}

// Conversions of a printf format, one letter each; a '*' takes an argument too.
std::string conversions(const std::string& format) {
  std::string made;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (++i < format.size() && format[i] == '%') continue;
    while (i < format.size() && std::string_view("-+ #0123456789.*hlLqjztI$").find(format[i]) != std::string_view::npos) made += format[i++] == '*' ? "*" : "";
    if (i < format.size()) made += format[i];
  }
  return made;
}

// A function that is there to log: its callers decide what is logged.
bool is_logger_name(const std::string& name) {
  const std::string last = lower_case(last_part(name));
  static constexpr std::string_view kWords[] = {"log", "trace", "debug", "info", "warn", "error", "fatal", "critical", "print", "report",
                                                "note", "message", "audit", "write", "emit", "output", "journal", "operator", "append",
                                                "say", "record", "put", "send", "post", "set", "throw", "raise", "fail"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return last.find(word) != std::string::npos; });
}

}  // namespace

bool FunctionFlow::hands_on(int32_t parameter) const {
  if (parameter == kThis || static_cast<size_t>(parameter) >= in_.function->parameters.size()) return false;
  const CodeParameter& one = in_.function->parameters[static_cast<size_t>(parameter)];
  const DataKind kind = classify_name(in_.name(one.name), in_.name(one.type), "");
  if (kind.data_class != DataClass::kNone && !kind.is_weak) return false;
  return is_logger_name(in_.name(in_.function->name));
}

// The text of an exception is the business of whoever throws it.
bool FunctionFlow::is_settled(int32_t parameter, int32_t exit) const {
  if (in_.function->is_constructor && context_.exit(exit).channel == Channel::kException) return false;
  return !hands_on(parameter);
}

int32_t FunctionFlow::exit_of(const CodeCall& call, Channel channel, const std::string& function, const std::string& library, const std::string& level) {
  Exit exit;
  exit.channel = channel;
  exit.function = function;
  exit.library = library;
  exit.level = level;
  exit.unit = in_.unit;
  exit.at = call.at;
  return context_.add_exit(std::move(exit));
}

bool FunctionFlow::applies(const SinkCall& sink, const CodeCall& call) const {
  if (sink.when == 0) return true;
  const size_t operand = operand_of(call, sink.when);
  if (operand >= call.operands.size()) return false;
  const CodeValue& decides = in_.value(call.operands[operand]);
  if (decides.kind == ValueKind::kVariable)
    return std::find(sink.is.begin(), sink.is.end(), last_part(name_of_key(in_.name(decides.name)))) != sink.is.end();
  if (decides.kind != ValueKind::kNumber && decides.kind != ValueKind::kText) return false;
  return std::find(sink.is.begin(), sink.is.end(), in_.name(decides.name)) != sink.is.end();
}

void FunctionFlow::leave_by_stream(const CodeCall& call, const std::string& name) {
  if (call.operands.size() < 2 || !writes_to_stream(last_part(name))) return;
  const TaintPtr stream = given(call, 0);
  if (stream == nullptr) return;
  for (const Atom& atom : stream->own) {
    if (atom.kind != Atom::Kind::kStream) continue;
    const KnownStream& sink = context_.known.stream(atom.index);
    const int32_t exit = exit_of(call, sink.stream->channel, sink.library->name, sink.library->name, sink.stream->level);
    // An object with a printer of its own is written by that.
    const std::string& type = in_.name(in_.value(call.operands[1]).type);
    const bool has_body = !context_.bodies(in_, call).empty();
    if (!has_body) leave(given(call, 1), type, exit, 1 < call.operand_at.size() ? call.operand_at[1] : call.at);
    return;
  }
}

void FunctionFlow::leave_by_call(const CodeCall& call, const std::string& name) {
  const std::vector<KnownSink> sinks = [&] {
    std::vector<KnownSink> found = context_.known.sinks(name);
    for (const NameId base : call.overridden)
      if (found.empty()) found = context_.known.sinks(in_.name(base));
    return found;
  }();
  const auto first = std::find_if(sinks.begin(), sinks.end(), [&](const KnownSink& one) { return applies(*one.call, call); });
  if (first == sinks.end()) return;
  const SinkCall& sink = *first->call;
  const int32_t exit = exit_of(call, sink.channel, name, first->library->name, sink.level);
  if (sink.recipient > 0)
    if (const size_t operand = operand_of(call, sink.recipient); operand < call.operands.size())
      if (const std::string* text = constant_text(call.operands[operand])) context_.set_recipient(exit, *text);
  if (sink.recipient == 0 && sink.channel == Channel::kTransfer && !call.operands.empty())
    if (const std::string known = recipient_of(call.operands[0]); !known.empty()) context_.set_recipient(exit, known);
  std::string letters;
  size_t format = call.format >= 0 ? static_cast<size_t>(call.format) : sink.format > 0 ? operand_of(call, sink.format) : call.operands.size();
  if (call.format >= 0 && format < call.operands.size())
    if (const std::string* text = constant_text(call.operands[format])) letters = conversions(*text) + " ";
  const size_t begin = operand_of(call, std::max(sink.from, 1));
  const size_t end = sink.count > 0 ? std::min(call.operands.size(), begin + static_cast<size_t>(sink.count)) : call.operands.size();
  if (sink.object && call.is_method) leave(flat(given(call, 0)), in_.name(in_.value(call.operands[0]).type), exit, call.at);
  for (size_t i = begin; i < end; ++i) {
    if (!letters.empty() && i > format && i - format - 1 < letters.size() && std::string_view("sSZ@ ").find(letters[i - format - 1]) == std::string_view::npos) continue;
    leave(given(call, i), in_.name(in_.value(call.operands[i]).type), exit, i < call.operand_at.size() ? call.operand_at[i] : call.at);
  }
  if (sink.key > 0 && begin < call.operands.size())
    if (const size_t operand = operand_of(call, sink.key); operand < call.operands.size())
      if (const std::string* key = constant_text(call.operands[operand]))
        if (!is_literal(call.operands[begin]))
          leave(context_.named(*key, in_.name(in_.value(call.operands[begin]).type), "", in_, call.at), "", exit, call.at);
}

// Who gets what is sent over an object or a handle: said when it was made, or by a call on it before.
std::string FunctionFlow::recipient_of(ValueId object) const {
  for (int step = 0; step < 16 && object >= 0; ++step) {
    const CodeValue& value = in_.value(object);
    if (value.kind == ValueKind::kVariable) {
      const FunctionRef variable = context_.program.function(in_.name(value.name));
      if (!variable || variable.function->result < 0) return {};
      const CodeValue* made = &variable.value(variable.function->result);
      for (int depth = 0; depth < 4 && made->kind == ValueKind::kResult && !variable.call(made->index).operands.empty(); ++depth)
        made = &variable.value(variable.call(made->index).operands[0]);
      return made->kind == ValueKind::kText ? variable.name(made->name) : std::string();
    }
    if (value.kind == ValueKind::kLoop || value.kind == ValueKind::kChoice) {
      object = value.operands[0];
      continue;
    }
    if (const auto round = rounds_.find(object); value.kind == ValueKind::kCarried && round != rounds_.end()) {
      object = round->second.first;
      continue;
    }
    if (value.kind != ValueKind::kResult && value.kind != ValueKind::kAfter) return {};
    const CodeCall& call = in_.call(value.index);
    for (const KnownSink& sink : context_.known.sinks(in_.name(call.callee)))
      if (sink.call->recipient > 0 && applies(*sink.call, call))
        if (const size_t operand = operand_of(call, sink.call->recipient); operand < call.operands.size())
          if (const std::string* text = constant_text(call.operands[operand])) return *text;
    if (call.operands.empty()) return {};
    object = call.operands[0];
  }
  return {};
}

// What an exception of the project's own was made of; those of libraries are ways out by their constructors.
void FunctionFlow::leave_by_throw(const CodeValue& value) {
  if (value.operands.empty() || value.operands[0] < 0) return;
  const CodeValue& thrown = in_.value(value.operands[0]);
  if (thrown.kind != ValueKind::kResult || thrown.index < 0) return;
  const CodeCall& made = in_.call(thrown.index);
  if (!made.is_constructor || !context_.known.sinks(in_.name(made.callee)).empty()) return;
  const int32_t exit = exit_of(made, Channel::kException, "throw " + in_.name(made.type), "", "");
  for (size_t i = 0; i < made.operands.size(); ++i)
    leave(given(made, i), in_.name(in_.value(made.operands[i]).type), exit, i < made.operand_at.size() ? made.operand_at[i] : made.at);
}

void FunctionFlow::leave(const TaintPtr& taint, const std::string& type, int32_t exit, const CodeRange& at) {
  TaintPtr all = printable(taint, context_);
  for (const auto& [printer, parameter] : context_.printers(type)) {
    const Summary* summary = context_.summary(printer.function);
    if (summary == nullptr) continue;
    TaintPtr printed = summary->result;
    for (const auto& [output, last] : summary->outputs) printed = joined(printed, last);
    const int32_t object = parameter;
    all = joined(all, changed(printed, [&](const Atom& atom) -> TaintPtr {
      if (atom.kind == Atom::Kind::kParameter && atom.index != object) return nullptr;
      Atom made = atom;
      made.marks |= kPrinted;
      if (atom.kind == Atom::Kind::kOrigin) return of_atom(std::move(made));
      if (atom.kind != Atom::Kind::kParameter) return nullptr;
      return changed(project(taint, atom.path, at), [&](const Atom& one) {
        Atom inner = one;
        inner.marks |= made.marks;
        return of_atom(std::move(inner));
      });
    }));
  }
  if (all == nullptr) return;
  for (const Atom& atom : all->own) {
    if (atom.kind == Atom::Kind::kOrigin && escapes_.size() < kMostEscapes)
      escapes_.push_back({atom.index, atom.marks, exit, in_.unit, at, atom.way});
    if (atom.kind != Atom::Kind::kParameter || made_.exits.size() >= kMostExits) continue;
    ParameterExit made;
    made.parameter = atom.index;
    made.path = atom.path;
    made.marks = atom.marks;
    made.exit = exit;
    made.unit = in_.unit;
    made.at = at;
    made.is_settled = is_settled(atom.index, exit);
    made.way = atom.way;
    made_.exits.push_back(std::move(made));
  }
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
  const Unit* unit = inner.is_settled ? inner.unit : in_.unit;
  const CodeRange& at = inner.is_settled ? inner.at : operand_at;
  for (const Atom& atom : all->own) {
    const Way way = joined(longer(atom.way, *in_.unit, call.at, "passed to '" + last_part(callee.name(callee.function->name)) + "' here"), inner.way);
    const uint8_t marks = atom.marks | inner.marks;
    if (atom.kind == Atom::Kind::kOrigin && escapes_.size() < kMostEscapes) escapes_.push_back({atom.index, marks, exit, unit, at, way});
    if (atom.kind != Atom::Kind::kParameter || made_.exits.size() >= kMostExits) continue;
    const bool known = std::any_of(made_.exits.begin(), made_.exits.end(), [&](const ParameterExit& one) {
      return one.parameter == atom.index && one.path == atom.path && one.exit == exit && one.at == at;
    });
    if (known) continue;
    ParameterExit made = inner;
    made.exit = exit;
    made.parameter = atom.index;
    made.path = atom.path;
    made.marks = marks;
    made.unit = unit;
    made.at = at;
    made.is_settled = inner.is_settled || is_settled(atom.index, inner.exit);
    made.way = way;
    made_.exits.push_back(std::move(made));
  }
}

}  // namespace ringfence::flow
