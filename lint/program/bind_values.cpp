// Which values go with a statement.
#include <algorithm>

#include "lint/program/code_reader.h"

namespace ringfence::program {

std::vector<CodeReader::Bound> CodeReader::bound_values(const FramePtr& frame, int32_t index, const Sink& sink) {
  const FunctionRef& in = frame->function;
  const CodeCall& call = in.call(index);
  std::vector<Bound> values;
  const auto add_all = [&](const std::vector<Located>& all) {
    for (const Located& one : all) values.push_back({one, {}});
  };
  switch (sink.call->binding) {
    case ClientCall::Binding::kNone: break;
    case ClientCall::Binding::kVariadic:
      for (auto i = static_cast<size_t>(operand_of(call, sink.call->from)); i < call.operands.size(); ++i) {
        const Located one{frame, call.operands[i]};
        const std::vector<Located> inner = is_params(one) ? unpacked(one) : std::vector<Located>();
        if (inner.empty() && is_params(one)) return values;  // So many that nobody knows which is which.
        if (inner.empty()) values.push_back({one, i < call.operand_at.size() ? call.operand_at[i] : CodeRange{}});
        else add_all(inner);
      }
      break;
    case ClientCall::Binding::kArray:
      if (has_operand(call, sink.call->from)) {
        const Located given{frame, call.operands[static_cast<size_t>(operand_of(call, sink.call->from))]};
        add_all(is_params(given) ? unpacked(given) : texts_.elements(given));
      }
      break;
    case ClientCall::Binding::kChain: add_all(chained_values(frame, index)); break;
  }
  return values;
}

bool CodeReader::is_params(const Located& value) {
  const Located at = texts_.resolve(value);
  if (!at || at.get().kind != ValueKind::kResult) return false;
  const std::string& name = at.frame->function.name(at.frame->function.call(at.get().index).callee);
  return is_named(name, "params") || is_named(name, "make_dynamic_params") || is_named(name, "dynamic_params");
}

std::vector<Located> CodeReader::unpacked(const Located& value) {
  const Located at = texts_.resolve(value);
  const CodeCall& call = at.frame->function.call(at.get().index);
  std::vector<Located> made;
  if (call.is_constructor && is_named(at.frame->function.name(call.callee), "params")) {
    for (const ValueId operand : call.operands) made.push_back({at.frame, operand});
    return made;
  }
  return call.operands.empty() ? made : texts_.elements({at.frame, call.operands[0]});
}

std::vector<Located> CodeReader::chained_values(const FramePtr& frame, int32_t index) {
  const FunctionRef& in = frame->function;
  std::vector<Located> values;
  for (const int32_t next : chain(in, index)) {
    const CodeCall& call = in.call(next);
    for (size_t i = 1; i < call.operands.size(); ++i) {
      const CodeValue& value = in.value(call.operands[i]);
      if (value.kind != ValueKind::kResult) continue;
      const CodeCall& made = in.call(value.index);
      if (std::any_of(binders_.begin(), binders_.end(), [&](const std::string& one) { return is_named(in.name(made.callee), one); }) &&
          !made.operands.empty())
        values.push_back({frame, made.operands[0]});
    }
  }
  // Statements that are bound after they were prepared, up to the next text.
  for (size_t i = static_cast<size_t>(index) + 1; i < in.function->calls.size(); ++i) {
    const CodeCall& call = in.function->calls[i];
    const std::string& name = in.name(call.callee);
    if (is_named(name, "QSqlQuery::prepare")) break;
    if (is_named(name, "QSqlQuery::addBindValue") && call.operands.size() > 1) values.push_back({frame, call.operands[1]});
    if (is_named(name, "QSqlQuery::bindValue") && call.operands.size() > 2) values.push_back({frame, call.operands[2]});
  }
  return values;
}

BoundArgument CodeReader::argument_for(int number, const Located& value, const CodeRange& at) {
  BoundArgument argument;
  argument.number = number;
  argument.name = tracer_.name_of(value);
  argument.at = tracer_.place(value, at);
  argument.origins = tracer_.origins(value);
  argument.values.push_back({value.frame, value.value});
  return argument;
}

void CodeReader::bind(CodeStatement& statement, const Composed& composed, const std::vector<Bound>& values) {
  for (size_t i = 0; i < composed.ordinal.size(); ++i) {
    const int ordinal = composed.ordinal[i];
    const int number = composed.text.placeholders[i].number;
    const bool known = std::any_of(statement.arguments.begin(), statement.arguments.end(),
                                   [&](const BoundArgument& one) { return one.number == number; });
    if (ordinal > 0 && !known && static_cast<size_t>(ordinal) <= values.size())
      statement.arguments.push_back(argument_for(number, values[static_cast<size_t>(ordinal) - 1].value, values[static_cast<size_t>(ordinal) - 1].at));
  }
  for (size_t i = 0; i < statement.holes.size(); ++i)
    if (statement.holes[i].kind == TextHole::Kind::kValue && statement.holes[i].number > 0 && composed.hole_values[i])
      statement.arguments.push_back(argument_for(statement.holes[i].number, composed.hole_values[i]));
}

void CodeReader::attach_prepared() {
  for (const PreparedCall& use : prepared_calls_) {
    const CodeCall& call = use.frame->function.call(use.index);
    const std::vector<Bound> values = bound_values(use.frame, use.index, use.sink);
    for (const Text& name : texts_.evaluate({use.frame, call.operands[static_cast<size_t>(operand_of(call, use.sink.call->name))]})) {
      if (name.size() != 1 || name[0].is_hole) continue;
      const auto found = prepared_.find(name[0].text);
      if (found == prepared_.end()) continue;
      for (const StatementKey& key : found->second) {
        CodeStatement& statement = made_.statements[known_.at(key)];
        statement.results.push_back(result_site(use.frame, use.index));
        for (const Placeholder& placeholder : statement.text.placeholders) {
          if (placeholder.number < 1 || static_cast<size_t>(placeholder.number) > values.size()) continue;
          const Bound& bound = values[static_cast<size_t>(placeholder.number) - 1];
          statement.arguments.push_back(argument_for(placeholder.number, bound.value, bound.at));
        }
      }
    }
  }
}

}  // namespace ringfence::program
