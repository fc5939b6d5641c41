// Calls: what a function hands on of what it was given.
#include <algorithm>

#include "lint/flow/function_flow.h"

namespace ringfence::flow {

namespace {

bool prints_objects(const std::string& last) {
  static constexpr std::string_view kPrinters[] = {"operator<<", "to_string", "toString", "ToString", "str",     "dump",   "format", "AbslStringify",
                                                   "to_json",    "toJson",    "ToJson",   "json",     "describe", "debug_string", "DebugString",
                                                   "print",      "serialize", "format_as", "to_text", "toStyledString", "repr"};
  return std::find(std::begin(kPrinters), std::end(kPrinters), last) != std::end(kPrinters);
}

TaintPtr processed(Processing how) { return of_atom(Atom::Kind::kProcessed, static_cast<int32_t>(how)); }

bool is_processed(const TaintPtr& taint) {
  return taint != nullptr && !taint->own.empty() &&
         std::all_of(taint->own.begin(), taint->own.end(), [](const Atom& one) { return one.kind == Atom::Kind::kProcessed; });
}

TaintPtr without_processing(const TaintPtr& taint) {
  return changed(taint, [](const Atom& atom) { return atom.kind == Atom::Kind::kProcessed ? nullptr : of_atom(atom); });
}

}  // namespace

size_t operand_of(const CodeCall& call, int argument) { return static_cast<size_t>(argument) - 1 + (call.is_method ? 1 : 0); }

const CodeRange& place_of(const CodeCall& call, size_t operand) { return operand < call.operand_at.size() ? call.operand_at[operand] : call.at; }

TaintPtr FunctionFlow::given(const CodeCall& call, size_t operand) const {
  return operand < call.operands.size() ? value(call.operands[operand]) : nullptr;
}

TaintPtr FunctionFlow::all_given(const CodeCall& call) const {
  TaintPtr all;
  for (const ValueId operand : call.operands) all = joined(all, printable(value(operand), context_));
  return all;
}

TaintPtr FunctionFlow::project(TaintPtr taint, int32_t path, const CodeRange& at) {
  const std::vector<int32_t> fields = context_.path(path);
  for (const int32_t field : fields) taint = field_of(taint, field, at);
  return taint;
}

// A global that the call changes: what it got may be read in any function.
void FunctionFlow::keep_globals(const CodeCall& call, int32_t index) {
  const auto& after = after_[static_cast<size_t>(index)];
  for (size_t i = 0; i < call.operands.size() && i < after.size(); ++i)
    if (call.operands[i] >= 0 && in_.value(call.operands[i]).kind == ValueKind::kVariable)
      context_.store(context_.field(in_.name(in_.value(call.operands[i]).name)), known_data(after[i]));
}

void FunctionFlow::call(int32_t index) {
  const CodeCall& call = in_.call(index);
  const std::string& name = in_.name(call.callee);
  auto& after = after_[static_cast<size_t>(index)];
  after.clear();
  for (const ValueId operand : call.operands) after.push_back(value(operand));
  leave_by_stream(call, name);
  leave_by_call(call, name);
  TaintPtr& result = results_[static_cast<size_t>(index)];
  result = nullptr;
  if (const auto into = into_.find(index); into != into_.end() && !after.empty()) {
    const OutputColumn* column = context_.rows.by_position(into->second.first, into->second.second);
    if (column != nullptr) after[0] = context_.of_column(*column, in_, call.at);
  }
  if (const int32_t rows = context_.rows.rows_of(in_.function, index); rows >= 0) {
    result = of_atom(Atom::Kind::kRows, rows, is_row_type(in_.name(call.type)) ? kRow : kAllRows);
    return;
  }
  if (const TaintPtr declared = context_.declared(name, in_, call.at); declared != nullptr) {
    result = declared;
    return;
  }
  bool is_sanitizer = false;
  result = sanitized(call, name, index, is_sanitizer);
  if (is_sanitizer || takes_variadic(name, index)) return;
  const std::vector<FunctionRef> bodies = context_.bodies(in_, call);
  if (bodies.empty() && read_row(call, name, call.at, result)) return;
  if (bodies.empty()) invoke(call, name);
  for (const FunctionRef& body : bodies) enter(body, call, index, result);
  if (const TaintPtr part = bodies.empty() ? part_of_parameter(call) : nullptr; part != nullptr) result = part;
  else if (bodies.empty()) result = foreign(call, name, index);
  // A library may lie in the project's own folder: its streams are what they are.
  if (const int32_t stream = bodies.empty() ? -1 : stream_of(name, &call); stream >= 0) result = joined(of_atom(Atom::Kind::kStream, stream), all_given(call));
  keep_globals(call, index);
  result = named_result(call, name, result);
}

TaintPtr FunctionFlow::sanitized(const CodeCall& call, const std::string& name, int32_t index, bool& is_one) {
  is_one = true;
  if (context_.known.produces(name)) return processed(Processing::kEncrypt);
  if (context_.known.masks(name) || context_.redacts(name)) return processed(Processing::kMask);
  const Sanitizer* sanitizer = context_.known.sanitizer(name);
  if (sanitizer == nullptr) {
    is_one = false;
    return nullptr;
  }
  TaintPtr made;
  switch (sanitizer->does) {
    case Processing::kMeasure: break;
    case Processing::kDecrypt: made = without_processing(all_given(call)); break;
    case Processing::kHash:
    case Processing::kWeakHash: made = joined(processed(sanitizer->does), marked(all_given(call), kHashed)); break;
    case Processing::kEncode: made = joined(processed(sanitizer->does), all_given(call)); break;
    default: made = processed(sanitizer->does);
  }
  if (sanitizer->output == 0) return made;
  auto& after = after_[static_cast<size_t>(index)];
  if (const size_t operand = operand_of(call, sanitizer->output); operand < after.size()) after[operand] = made;
  return nullptr;
}

// What of the callee's summary is in its own terms, in those of the caller.
TaintPtr FunctionFlow::in_callers_terms(const Atom& atom, const FunctionRef& callee, const CodeCall& call) {
  const bool prints = prints_objects(last_part(in_.name(call.callee)));
  if (atom.kind == Atom::Kind::kCaught) return nullptr;
  if (atom.kind != Atom::Kind::kParameter) {
    Atom made = atom;
    if (atom.kind == Atom::Kind::kOrigin) {
      if (prints) made.marks |= kPrinted;
      made.way = longer(atom.way, *in_.unit, call.at, "returned by '" + last_part(in_.name(call.callee)) + "' here");
    }
    return of_atom(std::move(made));
  }
  const uint8_t marks = atom.marks | (prints && atom.path != 0 ? kPrinted : 0);
  TaintPtr all;
  for (const size_t operand : operands_for(callee, call, atom.index)) all = joined(all, project(given(call, operand), atom.path, call.at));
  return marked(all, marks);
}

// `session_id` for a parameter that is called `session_key`
bool FunctionFlow::is_identifier(ValueId id) const {
  if (id < 0) return false;
  const CodeValue& value = in_.value(id);
  if (value.kind != ValueKind::kParameter && value.kind != ValueKind::kField && value.kind != ValueKind::kVariable) return false;
  const std::string name = last_part(in_.name(value.name));
  return name == "id" || name.ends_with("_id") || name.ends_with("Id") || name.ends_with("_id_") || name.ends_with("ID");
}

void FunctionFlow::note_arguments(const FunctionRef& callee, const CodeCall& call) {
  for (size_t i = 0; i < callee.function->parameters.size(); ++i) {
    const size_t position = operand_for(callee, call, static_cast<int32_t>(i));
    if (position >= call.operands.size()) continue;
    const ValueId operand = call.operands[position];
    context_.note_argument(callee.function, static_cast<int32_t>(i), is_processed(value(operand)) || is_literal(operand) || is_identifier(operand));
  }
}

// What the callee makes of its operands.
void FunctionFlow::leave_outputs(const FunctionRef& callee, const CodeCall& call, int32_t index, const Summary& known, TaintPtr& result) {
  const auto substitute = [&](const Atom& atom) { return in_callers_terms(atom, callee, call); };
  const bool prints = prints_objects(last_part(in_.name(call.callee))) && call.operands.size() > 1;
  auto& after = after_[static_cast<size_t>(index)];
  for (const auto& [parameter, last] : known.outputs) {
    const TaintPtr left = changed(last, substitute);
    if (left != nullptr)
      for (const auto& [field, taint] : left->fields) context_.store(field, known_data(taint));
    if (parameter == kThis) leave_when_destroyed(callee, call, last);
    if (parameter == kThis && call.is_constructor) {
      result = joined(result, left);
      continue;
    }
    const size_t position = operand_for(callee, call, parameter);
    if (position >= after.size()) continue;
    after[position] = left;
    // write_line(std::cerr, text)
    if (left == nullptr || prints || parameter == kThis) continue;
    if (const int32_t exit = stream_exit(call, given(call, position)); exit >= 0) leave(left, "", exit, call.at);
  }
  // `os << customer` in a log statement: what its printer writes leaves.
  if (!prints) return;
  if (const int32_t exit = stream_exit(call, value(call.operands[0])); exit >= 0)
    leave(joined(after[0], result), "", exit, place_of(call, 1));
}

void FunctionFlow::enter(const FunctionRef& callee, const CodeCall& call, int32_t index, TaintPtr& result) {
  note_arguments(callee, call);
  const Summary* known = context_.summary(callee.function);
  if (known == nullptr) return;
  const auto substitute = [&](const Atom& atom) { return in_callers_terms(atom, callee, call); };
  result = joined(result, changed(known->result, substitute));
  leave_outputs(callee, call, index, *known, result);
  for (const ParameterExit& inner : known->exits)
    for (const size_t position : operands_for(callee, call, inner.parameter)) {
      const CodeRange& at = place_of(call, position);
      if (!inner.is_settled) note_log(context_.exit(inner.exit).channel, call);
      leave_through(inner, project(value(call.operands[position]), inner.path, at), callee, call, at);
    }
  for (const Invocation& inner : known->invocations) {
    std::vector<TaintPtr> arguments;
    for (const TaintPtr& one : inner.arguments) arguments.push_back(changed(one, substitute));
    invoke(project(given(call, operand_for(callee, call, inner.parameter)), inner.path, call.at), arguments, call);
  }
  for (const int32_t thrown : known->thrown) note_thrown(thrown);
}

}  // namespace ringfence::flow
