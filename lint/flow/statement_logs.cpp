// Where a program logs the statements that it sends together with their values.
#include "lint/flow/statement_logs.h"

#include <algorithm>

namespace ringfence::flow {

namespace {

// Parameters that an operand is, not those that it is only made of in part.
std::vector<int32_t> parameters_of(const FunctionFlow& flow, ValueId operand) {
  std::vector<int32_t> made;
  if (const TaintPtr taint = flow.value(operand); taint != nullptr)
    for (const Atom& atom : taint->own)
      if (atom.kind == Atom::Kind::kParameter && atom.index >= 0) made.push_back(atom.index);
  return made;
}

// The way out by which a parameter is written to a log; null: none.
const ParameterExit* log_of(const FlowContext& context, const Summary& summary, int32_t parameter, const ParameterExit* beside) {
  for (const ParameterExit& one : summary.exits) {
    const Channel channel = context.exit(one.exit).channel;
    if (one.parameter != parameter || (channel != Channel::kLog && channel != Channel::kConsole)) continue;
    const Exit& exit = context.exit(one.exit);
    // The parts of `LOG << sql << values` begin at one place.
    const bool is_beside = beside == nullptr || (context.exit(beside->exit).unit == exit.unit && context.exit(beside->exit).at.file == exit.at.file &&
                                                 context.exit(beside->exit).at.begin == exit.at.begin);
    if (is_beside) return &one;
  }
  return nullptr;
}

class Finder {
 public:
  Finder(const FlowContext& context, const FunctionRef& in, const FunctionFlow& flow, LeakFacts& facts)
      : context_(context), in_(in), flow_(flow), facts_(facts) {}

  void look_at(const CodeCall& call) {
    const std::string& name = in_.name(call.callee);
    if (context_.known.logs_statements(name)) return facts_.add_statement_log(in_, "'" + name + "'", *in_.unit, call.at, nullptr);
    const int argument = context_.known.sql_argument(name);
    const Summary* summary = argument > 0 ? context_.summary(in_.function) : nullptr;
    const size_t sql = argument > 0 ? operand_of(call, argument) : call.operands.size();
    if (summary == nullptr || sql >= call.operands.size()) return;
    const std::vector<int32_t> texts = parameters_of(flow_, call.operands[sql]);
    for (const int32_t text : texts) {
      const ParameterExit* logged = log_of(context_, *summary, text, nullptr);
      if (logged == nullptr) continue;
      for (size_t i = sql + 1; i < call.operands.size(); ++i)
        for (const int32_t bound : parameters_of(flow_, call.operands[i]))
          if (std::find(texts.begin(), texts.end(), bound) == texts.end()) report(*summary, *logged, text, bound, call);
    }
  }

 private:
  void report(const Summary& summary, const ParameterExit& logged, int32_t text, int32_t bound, const CodeCall& call) {
    const std::vector<CodeParameter>& parameters = in_.function->parameters;
    if (static_cast<size_t>(bound) >= parameters.size() || is_number(in_.name(parameters[static_cast<size_t>(bound)].type))) return;
    const ParameterExit* beside = log_of(context_, summary, bound, &logged);
    if (beside == nullptr) return;
    const auto name = [&](int32_t parameter) { return "'" + in_.name(parameters[static_cast<size_t>(parameter)].name) + "'"; };
    facts_.add_statement_log(in_, name(text) + " and " + name(bound), *beside->unit, beside->at, &call);
  }

  const FlowContext& context_;
  const FunctionRef& in_;
  const FunctionFlow& flow_;
  LeakFacts& facts_;
};

}  // namespace

void find_statement_logs(const FlowContext& context, const FunctionRef& in, const FunctionFlow& flow, LeakFacts& facts) {
  Finder finder(context, in, flow, facts);
  for (const CodeCall& call : in.function->calls) finder.look_at(call);
}

}  // namespace ringfence::flow
