#include "lint/flow/function_flow.h"

#include <algorithm>

namespace ringfence::flow {

// What compares or decides says nothing of what it looks at.
bool is_decision(const std::string& name) {
  static constexpr std::string_view kDecisions[] = {"operator==", "operator!=", "operator<",  "operator>", "operator<=",
                                                    "operator>=", "operator<=>", "operator&&", "operator||", "operator!"};
  return std::find(std::begin(kDecisions), std::end(kDecisions), name) != std::end(kDecisions);
}

// Whether it is known what the value is; its name adds nothing.
bool is_spoken_for(const TaintPtr& taint) {
  using Kind = Atom::Kind;
  return find_atom(taint, Kind::kProcessed) != nullptr || find_atom(taint, Kind::kOrigin) != nullptr || find_atom(taint, Kind::kStream) != nullptr;
}

FunctionFlow::FunctionFlow(FlowContext& context, const FunctionRef& in, bool counts) : context_(context), in_(in), counts_(counts) {
  for (const CodeLocal& local : in_.function->locals) locals_[local.value].push_back(&local);
  for (const CodeValue& value : in_.function->values) {
    catches_ = catches_ || (value.kind == ValueKind::kUnknown && in_.name(value.name) == "catch");
    if (value.kind == ValueKind::kLoop && value.operands.size() > 3) rounds_[value.operands[3]] = {value.operands[0], value.operands[1]};
  }
  find_into();
}

Summary FunctionFlow::run() {
  const CodeFunction& function = *in_.function;
  values_.assign(function.values.size(), nullptr);
  results_.assign(function.calls.size(), nullptr);
  after_.assign(function.calls.size(), {});
  // A second walk where a loop brings something back.
  const int rounds = rounds_.empty() ? 1 : 2;
  for (int round = 0; round < rounds; ++round) {
    escapes_.clear();
    caught_.clear();
    thrown_.clear();
    made_ = {};
    for (size_t i = 0; i < function.values.size(); ++i) {
      const auto id = static_cast<ValueId>(i);
      values_[i] = named_local(evaluate(function.values[i], id), function.values[i], id);
    }
  }
  made_.result = value(function.result);
  if (!catches_) made_.thrown = thrown_;
  for (const auto& [parameter, last] : function.outputs) made_.outputs.emplace_back(parameter, value(last));
  return std::move(made_);
}

bool FunctionFlow::is_literal(ValueId id) const {
  if (id < 0) return true;
  const CodeValue& value = in_.value(id);
  if (value.kind == ValueKind::kText || value.kind == ValueKind::kNumber) return true;
  if (value.kind == ValueKind::kChoice)
    return std::all_of(value.operands.begin(), value.operands.end(), [&](ValueId one) { return is_literal(one); });
  if (value.kind != ValueKind::kResult) return false;
  const CodeCall& call = in_.call(value.index);
  return call.is_constructor && std::all_of(call.operands.begin(), call.operands.end(), [&](ValueId one) { return one < id && is_literal(one); });
}

const std::string* FunctionFlow::constant_text(ValueId id) const {
  for (int step = 0; id >= 0 && step < 6; ++step) {
    const CodeValue& value = in_.value(id);
    if (value.kind == ValueKind::kText) return &in_.name(value.name);
    if (value.kind == ValueKind::kVariable) {
      const FunctionRef variable = context_.program.function(in_.name(value.name));
      if (!variable || variable.function->result < 0) return nullptr;
      const CodeValue& initial = variable.value(variable.function->result);
      return initial.kind == ValueKind::kText ? &variable.name(initial.name) : nullptr;
    }
    if (value.kind != ValueKind::kResult) return nullptr;
    const CodeCall& call = in_.call(value.index);
    if (call.operands.empty() || (!call.is_constructor && !call.is_method)) return nullptr;
    id = call.operands[0];
  }
  return nullptr;
}

TaintPtr FunctionFlow::evaluate(const CodeValue& value, ValueId id) {
  const auto all = [&] {
    TaintPtr made;
    for (const ValueId one : value.operands) made = joined(made, this->value(one));
    return made;
  };
  switch (value.kind) {
    case ValueKind::kText:
    case ValueKind::kNumber: return nullptr;
    case ValueKind::kFunction: return joined(all(), context_.callables(in_.name(value.name)));
    case ValueKind::kParameter: return parameter(value);
    case ValueKind::kVariable: return variable(value);
    case ValueKind::kField: return field(value);
    case ValueKind::kElement: return element(value);
    case ValueKind::kWithField: {
      if (value.operands.size() < 2) return nullptr;
      const int32_t name = context_.field(in_.name(value.name));
      const TaintPtr given = this->value(value.operands[1]);
      context_.store(name, known_data(given));
      return with_field(this->value(value.operands[0]), name, given);
    }
    case ValueKind::kResult:
      call(value.index);
      return results_[static_cast<size_t>(value.index)];
    case ValueKind::kAfter: {
      const auto operand = static_cast<size_t>(std::stoul(in_.name(value.name)));
      const auto& after = after_[static_cast<size_t>(value.index)];
      return operand < after.size() ? after[operand] : nullptr;
    }
    case ValueKind::kLoop: return value.operands.size() < 2 ? nullptr : joined(this->value(value.operands[0]), this->value(value.operands[1]));
    case ValueKind::kCarried: {
      const auto round = rounds_.find(id);
      return round == rounds_.end() ? nullptr : joined(this->value(round->second.first), this->value(round->second.second));
    }
    case ValueKind::kChoice: return all();
    case ValueKind::kList: {
      if (value.index == kThis && value.operands.empty()) return nullptr;
      return all();
    }
    case ValueKind::kUnknown: {
      const std::string& name = in_.name(value.name);
      if (is_decision(name)) return nullptr;
      if (name == "catch") return of_atom(Atom::Kind::kCaught, 0);
      if (name == "throw") leave_by_throw(value);
      if (!value.operands.empty()) return all();
      // What a lambda captures is known where it is made.
      if (in_.function->is_lambda) return nullptr;
      return name.starts_with("operator") ? nullptr : context_.named(name, in_.name(value.type), "", in_, value.at);
    }
  }
  return nullptr;
}

TaintPtr FunctionFlow::parameter(const CodeValue& value) {
  const TaintPtr symbolic = of_atom(Atom::Kind::kParameter, value.index);
  if (value.index == kThis) return symbolic;
  const std::string& name = in_.name(value.name);
  const std::string qualified = in_.name(in_.function->name) + "::" + name;
  if (const TaintPtr declared = context_.declared(qualified, in_, value.at); declared != nullptr) return joined(declared, symbolic);
  if (context_.is_declared_harmless(qualified)) return symbolic;
  return joined(context_.named(name, in_.name(value.type), "", in_, value.at, value.index), symbolic);
}

TaintPtr FunctionFlow::variable(const CodeValue& value) {
  const std::string& key = in_.name(value.name);
  const FunctionRef initial = context_.program.function(key);
  const std::string name = initial ? initial.name(initial.function->name) : name_of_key(key);
  if (const int32_t stream = stream_of(name, nullptr); stream >= 0) return of_atom(Atom::Kind::kStream, stream);
  if (initial && initial.function->is_constant) {
    const Summary* summary = context_.summary(initial.function);
    return summary == nullptr ? nullptr : summary->result;
  }
  // Its namespace, or the function that it is static in, is no class of people.
  return joined(context_.named(last_part(name), in_.name(value.type), "", in_, value.at), context_.stored(context_.field(key)));
}

TaintPtr FunctionFlow::field_of(const TaintPtr& base, int32_t name, const CodeRange& at) {
  bool known = false;
  if (const TaintPtr set = set_field(base, name, known); known) return set;
  if (base == nullptr) return nullptr;
  const std::string& spelled = context_.field_name(name);
  const bool is_part = spelled.starts_with("std::");
  TaintPtr made;
  for (const Atom& atom : base->own) {
    if (atom.kind == Atom::Kind::kRows && spelled.starts_with("[")) {
      const OutputColumn* column = context_.rows.by_name(atom.index, spelled.substr(1, spelled.size() - 2));
      if (column != nullptr) made = joined(made, context_.of_column(*column, in_, at));
      continue;
    }
    if (atom.kind == Atom::Kind::kParameter) {
      Atom longer_atom = atom;
      longer_atom.path = context_.longer_path(atom.path, name);
      if (longer_atom.path >= 0) made = joined(made, of_atom(std::move(longer_atom)));
    } else if (is_part || atom.kind == Atom::Kind::kProcessed || atom.kind == Atom::Kind::kCaught) {
      made = joined(made, of_atom(atom));
    }
  }
  return made;
}

TaintPtr FunctionFlow::field(const CodeValue& value) {
  const std::string& name = in_.name(value.name);
  const int32_t number = context_.field(name);
  const TaintPtr base = value.operands.empty() ? nullptr : this->value(value.operands[0]);
  bool known = false;
  if (const TaintPtr set = set_field(base, number, known); known) return set;
  if (const Atom* rows = find_atom(base, Atom::Kind::kRows)) return part_of_rows(*rows, value);
  if (const TaintPtr declared = context_.declared(name, in_, value.at); declared != nullptr) return joined(declared, field_of(base, number, value.at));
  if (context_.is_declared_harmless(name)) return nullptr;
  return joined(context_.named(last_part(name), in_.name(value.type), last_part(owner_part(name)), in_, value.at), field_of(base, number, value.at));
}

TaintPtr FunctionFlow::element(const CodeValue& value) {
  if (value.operands.empty()) return nullptr;
  const TaintPtr base = this->value(value.operands[0]);
  if (const Atom* rows = find_atom(base, Atom::Kind::kRows)) return part_of_rows(*rows, value);
  const TaintPtr made = printable(base, context_);
  const auto named = [&] { return context_.named(in_.name(value.name), in_.name(value.type), "", in_, value.at); };
  if (value.operands.size() < 2) return joined(made, named());
  const CodeValue& index = in_.value(value.operands[1]);
  bool known = false;
  // `const auto& [first, second] = pair`, std::get<1>(tuple)
  if (index.kind == ValueKind::kNumber)
    for (const bool is_pair : {true, false})
      if (const TaintPtr part = set_field(base, context_.field(part_name(is_pair, index.index)), known); known) return joined(part, named());
  const std::string* key = constant_text(value.operands[1]);
  if (key == nullptr) return joined(made, named());
  if (const TaintPtr set = set_field(base, context_.field("[" + *key + "]"), known); known) return set;
  return joined(made, context_.named(*key, "", "", in_, value.at));
}

// `const auto email = lookup(id);`: the variable's name says what the function did not.
TaintPtr FunctionFlow::named_local(const TaintPtr& taint, const CodeValue& value, ValueId id) {
  const auto found = locals_.find(id);
  if (found == locals_.end() || is_literal(id)) return taint;
  if (value.kind != ValueKind::kResult && value.kind != ValueKind::kAfter && value.kind != ValueKind::kElement) return taint;
  if (is_spoken_for(taint)) return taint;
  TaintPtr made = taint;
  for (const CodeLocal* local : found->second)
    made = joined(made, context_.named(in_.name(local->name), in_.name(local->type), "", in_, local->at));
  return made;
}

TaintPtr printable(const TaintPtr& taint, FlowContext& context) {
  if (taint == nullptr || taint->fields.empty()) return taint;
  auto own = std::make_shared<Taint>();
  own->own = taint->own;
  TaintPtr made = own->own.empty() ? nullptr : TaintPtr(own);
  for (const auto& [name, field] : taint->fields) {
    const std::string& spelled = context.field_name(name);
    if (spelled.starts_with("[") || spelled.starts_with("std::")) made = joined(made, printable(field, context));
  }
  return made;
}

}  // namespace ringfence::flow
