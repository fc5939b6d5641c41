// Who gets what is sent over an object or a handle: said when it was made, by a call on it before, or of what it was made of.
#include "lint/flow/function_flow.h"

namespace ringfence::flow {

namespace {

constexpr int kMostSteps = 48;

}  // namespace

std::string FunctionFlow::recipient_of(ValueId object) const {
  int steps = kMostSteps;
  return recipient_of(object, steps);
}

std::string FunctionFlow::recipient_of(ValueId object, int& steps) const {
  if (object < 0 || --steps < 0) return {};
  const CodeValue& value = in_.value(object);
  switch (value.kind) {
    case ValueKind::kVariable: return recipient_of_variable(in_.name(value.name));
    case ValueKind::kLoop: return value.operands.empty() ? std::string() : recipient_of(value.operands[0], steps);
    case ValueKind::kCarried: {
      const auto round = rounds_.find(object);
      return round == rounds_.end() ? std::string() : recipient_of(round->second.first, steps);
    }
    case ValueKind::kChoice:
    case ValueKind::kUnknown: return recipient_of_first(value.operands, steps);
    case ValueKind::kResult:
    case ValueKind::kAfter: break;
    default: return {};
  }
  const CodeCall& call = in_.call(value.index);
  if (const std::string* named = named_recipient(call)) return *named;
  return recipient_of_first(call.operands, steps);
}

// RdKafka::Producer::create(conf, error), rd_kafka_new(RD_KAFKA_PRODUCER, conf, …): whichever of them says it.
std::string FunctionFlow::recipient_of_first(const std::vector<ValueId>& operands, int& steps) const {
  for (const ValueId operand : operands)
    if (std::string found = recipient_of(operand, steps); !found.empty()) return found;
  return {};
}

const std::string* FunctionFlow::named_recipient(const CodeCall& call) const {
  for (const KnownSink& sink : context_.known.sinks(in_.name(call.callee)))
    if (sink.call->recipient > 0 && applies(sink.call->when, sink.call->is, call))
      if (const size_t operand = operand_of(call, sink.call->recipient); operand < call.operands.size())
        if (const std::string* text = constant_text(call.operands[operand])) return text;
  return nullptr;
}

std::string FunctionFlow::recipient_of_variable(const std::string& key) const {
  const FunctionRef variable = context_.program.function(key);
  if (!variable || variable.function->result < 0) return {};
  const CodeValue* made = &variable.value(variable.function->result);
  for (int depth = 0; depth < 4 && made->kind == ValueKind::kResult && !variable.call(made->index).operands.empty(); ++depth)
    made = &variable.value(variable.call(made->index).operands[0]);
  return made->kind == ValueKind::kText ? variable.name(made->name) : std::string();
}

}  // namespace ringfence::flow
