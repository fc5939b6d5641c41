// What a message of Protocol Buffers says as text.
#include <algorithm>

#include "lint/flow/function_flow.h"

namespace ringfence::flow {

namespace {

constexpr int kDeepestMessage = 4;

}  // namespace

TaintPtr FunctionFlow::fields_of_message(const std::string& type, bool redacts, const CodeRange& at, int depth) {
  const Message* message = depth > kDeepestMessage ? nullptr : context_.messages.find(type);
  if (message == nullptr) return nullptr;
  TaintPtr made;
  for (const MessageField& field : *message) {
    if (redacts && field.is_redacted) continue;
    if (field.is_text) made = joined(made, context_.named(field.name, "std::basic_string", last_part(type), in_, at));
    if (!field.message.empty()) made = joined(made, fields_of_message(field.message, redacts, at, depth + 1));
  }
  return marked(made, kPrinted);
}

// message.DebugString() leaves out what is to be redacted; message.SerializeAsString() does not.
TaintPtr FunctionFlow::text_of_message(const CodeCall& call, const std::string& name) {
  static constexpr std::string_view kDebug[] = {"DebugString", "ShortDebugString", "Utf8DebugString"};
  static constexpr std::string_view kWhole[] = {"SerializeAsString", "SerializePartialAsString"};
  const std::string last = last_part(name);
  const bool redacts = std::find(std::begin(kDebug), std::end(kDebug), last) != std::end(kDebug);
  if (call.operands.size() != 1 || (!redacts && std::find(std::begin(kWhole), std::end(kWhole), last) == std::end(kWhole))) return nullptr;
  return fields_of_message(in_.name(in_.value(call.operands[0]).type), redacts, call.at);
}

}  // namespace ringfence::flow
