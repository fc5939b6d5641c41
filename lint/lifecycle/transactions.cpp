#include "lint/lifecycle/transactions.h"

#include <algorithm>

#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

constexpr int kMostSteps = 64;

// The call that made the object which a call is made on, or that handed it out; -1: it is none of this function's.
int32_t maker_of(const program::FunctionRef& in, const CodeCall& call) {
  if (call.operands.empty()) return -1;
  ValueId object = call.operands[0];
  for (int step = 0; step < kMostSteps && object >= 0; ++step) {
    const CodeValue& value = in.value(object);
    switch (value.kind) {
      case ValueKind::kAfter: {
        // As a call before left it: what it was before that.
        const CodeCall& before = in.call(value.index);
        const auto operand = static_cast<size_t>(std::atoi(in.name(value.name).c_str()));
        if (operand >= before.operands.size()) return -1;
        if (before.is_constructor && operand == 0) return value.index;
        object = before.operands[operand];
        break;
      }
      case ValueKind::kResult: return value.index;
      case ValueKind::kLoop:
      case ValueKind::kUnknown:
        if (value.operands.empty()) return -1;
        object = value.operands[0];
        break;
      default: return -1;
    }
  }
  return -1;
}

// Whether the call begins a transaction of its own.
bool begins(const program::FunctionRef& in, int32_t index) {
  const CodeCall& call = in.call(index);
  if (!call.is_constructor) return false;
  const std::string type = lower_case(in.name(call.type) + " " + in.name(call.callee));
  return type.find("work") != std::string::npos || type.find("transaction") != std::string::npos;
}

}  // namespace

bool are_apart(const Site& one, const Site& other) {
  if (!one.function || !other.function || one.call < 0 || other.call < 0) return false;
  const program::FunctionRef& in = one.function;
  if (in.function != other.function.function) {
    // Each begins its own.
    const int32_t own = maker_of(in, in.call(one.call));
    const int32_t others = maker_of(other.function, other.function.call(other.call));
    return own >= 0 && others >= 0 && begins(in, own) && begins(other.function, others);
  }
  const int32_t a = maker_of(in, in.call(one.call));
  const int32_t b = maker_of(in, in.call(other.call));
  if (a >= 0 && b >= 0 && a != b && begins(in, a) && begins(in, b)) return true;
  const int32_t first = std::min(one.call, other.call), last = std::max(one.call, other.call);
  for (int32_t i = first + 1; i < last; ++i) {
    const CodeCall& between = in.call(i);
    if (program::last_part(in.name(between.callee)) == "commit" && (a < 0 || maker_of(in, between) == a)) return true;
  }
  return false;
}

bool commits_between(const Routine& routine, Place one, Place other) {
  if (!routine.is_procedure || one.source != other.source || !one) return false;
  const uint32_t begin = std::min(one.span.begin, other.span.begin), end = std::max(one.span.begin, other.span.begin);
  const std::string text = lower_case(one.source->text({begin, end}));
  for (size_t at = text.find("commit"); at != std::string::npos; at = text.find("commit", at + 1)) {
    const bool starts = at == 0 || std::isspace(static_cast<unsigned char>(text[at - 1])) != 0 || text[at - 1] == ';';
    const size_t next = text.find_first_not_of(" \t\n", at + 6);
    if (starts && next != std::string::npos && text[next] == ';') return true;
  }
  return false;
}

}  // namespace ringfence::lifecycle
