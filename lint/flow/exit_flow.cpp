// Where values leave: log statements and other ways out, and what reaches them.
#include <algorithm>

#include "lint/flow/function_flow.h"

namespace ringfence::flow {

namespace {

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

}  // namespace

int32_t FunctionFlow::exit_of(const CodeCall& call, Channel channel, const std::string& function, const std::string& level) {
  Exit exit;
  exit.channel = channel;
  exit.function = function;
  exit.level = level;
  exit.unit = in_.unit;
  exit.at = call.at;
  note_log(channel, call);
  return context_.add_exit(std::move(exit));
}

void FunctionFlow::note_log(Channel channel, const CodeCall& call) const {
  if (counts_ && (channel == Channel::kLog || channel == Channel::kConsole)) context_.note_log_statement(*in_.unit, call.at);
}

bool FunctionFlow::applies(int when, const std::vector<std::string>& is, const CodeCall& call) const {
  if (when == 0) return true;
  const size_t operand = operand_of(call, when);
  if (operand >= call.operands.size()) return false;
  const CodeValue& decides = in_.value(call.operands[operand]);
  if (decides.kind == ValueKind::kVariable) return std::find(is.begin(), is.end(), last_part(name_of_key(in_.name(decides.name)))) != is.end();
  // conf->set("bootstrap.servers", …)
  const std::string* text = decides.kind == ValueKind::kNumber ? &in_.name(decides.name) : constant_text(call.operands[operand]);
  return text != nullptr && std::find(is.begin(), is.end(), *text) != is.end();
}

int32_t FunctionFlow::stream_of(const std::string& name, const CodeCall* call) const {
  for (const int32_t one : context_.known.streams(name)) {
    const SinkStream& stream = *context_.known.stream(one).stream;
    if (call == nullptr ? stream.when == 0 : applies(stream.when, stream.is, *call)) return one;
  }
  return -1;
}

int32_t FunctionFlow::stream_exit(const CodeCall& call, const TaintPtr& stream) {
  const Atom* root = find_atom(stream, Atom::Kind::kStream);
  if (root == nullptr) return -1;
  const KnownStream& sink = context_.known.stream(root->index);
  return exit_of(call, sink.stream->channel, sink.library->name, sink.stream->level);
}

void FunctionFlow::leave_by_stream(const CodeCall& call, const std::string& name) {
  if (call.operands.size() < 2 || !writes_to_stream(last_part(name))) return;
  const int32_t exit = stream_exit(call, given(call, 0));
  // An object with a printer of its own is written by that; a stream that lies in the project's folder is no printer.
  if (exit < 0 || (!call.is_method && !context_.bodies(in_, call).empty())) return;
  leave(given(call, 1), in_.name(in_.value(call.operands[1]).type), exit, place_of(call, 1));
}

void FunctionFlow::leave_by_call(const CodeCall& call, const std::string& name) {
  const std::vector<KnownSink>* sinks = &context_.known.sinks(name);
  for (const NameId base : call.overridden)
    if (sinks->empty()) sinks = &context_.known.sinks(in_.name(base));
  const auto first = std::find_if(sinks->begin(), sinks->end(), [&](const KnownSink& one) { return applies(one.call->when, one.call->is, call); });
  if (first == sinks->end() || first->call->from == 0) return;
  const SinkCall& sink = *first->call;
  const int32_t exit = exit_of(call, sink.channel, name, sink.level);
  if (sink.recipient > 0)
    if (const size_t operand = operand_of(call, sink.recipient); operand < call.operands.size())
      if (const std::string* text = constant_text(call.operands[operand])) context_.set_recipient(exit, *text);
  if (sink.recipient == 0 && sink.channel == Channel::kTransfer && !call.operands.empty())
    if (const std::string known = recipient_of(call.operands[0]); !known.empty()) context_.set_recipient(exit, known);
  if (sink.object && call.is_method) leave(flat(given(call, 0)), in_.name(in_.value(call.operands[0]).type), exit, call.at);
  if (sink.channel == Channel::kException) note_thrown(exit);
  if (sink.presents) context_.set_presents(exit);
  leave_operands(sink, call, exit);
}

std::string FunctionFlow::conversions_of(const CodeCall& call) const {
  if (call.format < 0 || static_cast<size_t>(call.format) >= call.operands.size()) return {};
  const std::string* text = constant_text(call.operands[static_cast<size_t>(call.format)]);
  return text == nullptr ? std::string() : conversions(*text) + " ";
}

bool FunctionFlow::prints_text(const CodeCall& call, const std::string& letters, size_t operand) {
  const auto format = static_cast<size_t>(std::max(call.format, 0));
  if (letters.empty() || operand <= format || operand - format - 1 >= letters.size()) return true;
  return std::string_view("sSZ@ ").find(letters[operand - format - 1]) != std::string_view::npos;
}

void FunctionFlow::leave_operands(const SinkCall& sink, const CodeCall& call, int32_t exit) {
  const std::string letters = conversions_of(call);
  const size_t begin = operand_of(call, std::max(sink.from, 1));
  const size_t end = sink.count > 0 ? std::min(call.operands.size(), begin + static_cast<size_t>(sink.count)) : call.operands.size();
  for (size_t i = begin; i < end; ++i)
    if (prints_text(call, letters, i)) leave(given(call, i), in_.name(in_.value(call.operands[i]).type), exit, place_of(call, i));
  const size_t key_operand = sink.key > 0 ? operand_of(call, sink.key) : call.operands.size();
  if (key_operand >= call.operands.size() || begin >= call.operands.size() || is_literal(call.operands[begin])) return;
  if (const std::string* key = constant_text(call.operands[key_operand]))
    leave(context_.named(*key, in_.name(in_.value(call.operands[begin]).type), "", in_, call.at), "", exit, call.at);
}

// What an exception of the project's own was made of; those of libraries are ways out by their constructors.
void FunctionFlow::leave_by_throw(const CodeValue& value) {
  if (value.operands.empty() || value.operands[0] < 0) return;
  const CodeValue& thrown = in_.value(value.operands[0]);
  if (thrown.kind != ValueKind::kResult || thrown.index < 0) return;
  const CodeCall& made = in_.call(thrown.index);
  if (!made.is_constructor || !context_.known.sinks(in_.name(made.callee)).empty()) return;
  const int32_t exit = exit_of(made, Channel::kException, "throw " + in_.name(made.type), "");
  note_thrown(exit);
  for (size_t i = 0; i < made.operands.size(); ++i)
    leave(given(made, i), in_.name(in_.value(made.operands[i]).type), exit, place_of(made, i));
}

}  // namespace ringfence::flow
