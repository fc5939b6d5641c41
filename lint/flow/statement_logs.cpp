// Where a program logs the statements that it sends together with their values.
#include "lint/flow/statement_logs.h"

#include <algorithm>

namespace ringfence::flow {

namespace {

std::vector<int32_t> parameters_of(const FunctionFlow& flow, ValueId operand) {
  std::vector<int32_t> made;
  if (const TaintPtr taint = flow.value(operand); taint != nullptr)
    for (const Atom& atom : taint->own)
      if (atom.kind == Atom::Kind::kParameter && atom.index >= 0) made.push_back(atom.index);
  return made;
}

// Whether both leave in one log statement; the parts of `LOG << sql << values` begin at one place.
bool are_logged_together(const FlowContext& context, const ParameterExit& a, const ParameterExit& b) {
  const Exit& one = context.exit(a.exit);
  const Exit& other = context.exit(b.exit);
  const bool is_log = one.channel == Channel::kLog || one.channel == Channel::kConsole;
  return is_log && one.channel == other.channel && one.unit == other.unit && one.at.file == other.at.file && one.at.begin == other.at.begin;
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
    for (size_t i = sql + 1; i < call.operands.size(); ++i)
      for (const int32_t bound : parameters_of(flow_, call.operands[i]))
        for (const int32_t text : texts)
          if (std::find(texts.begin(), texts.end(), bound) == texts.end()) report(*summary, text, bound, call);
  }

 private:
  void report(const Summary& summary, int32_t text, int32_t bound, const CodeCall& call) {
    const std::vector<CodeParameter>& parameters = in_.function->parameters;
    if (static_cast<size_t>(bound) >= parameters.size() || is_number(in_.name(parameters[static_cast<size_t>(bound)].type))) return;
    const auto name = [&](int32_t parameter) { return "'" + in_.name(parameters[static_cast<size_t>(parameter)].name) + "'"; };
    for (const ParameterExit& first : summary.exits)
      for (const ParameterExit& second : summary.exits)
        if (first.parameter == text && second.parameter == bound && are_logged_together(context_, first, second))
          facts_.add_statement_log(in_, name(text) + " and " + name(bound), *second.unit, second.at, &call);
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
