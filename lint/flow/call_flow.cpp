// Calls: what a function hands on of what it was given.
#include <algorithm>

#include "lint/flow/function_flow.h"
#include "ringfence/lower_case.h"

namespace ringfence::flow {

namespace {

bool is_operator_of_decision(const std::string& last) {
  static constexpr std::string_view kDecisions[] = {"operator==", "operator!=", "operator<", "operator>", "operator<=", "operator>=",
                                                    "operator<=>", "operator!", "operator bool", "empty", "size", "length", "find",
                                                    "compare", "count", "contains", "starts_with", "ends_with", "has_value"};
  return std::find(std::begin(kDecisions), std::end(kDecisions), last) != std::end(kDecisions);
}

// req.get_param_value("email"), body["email"], form.at("email")
bool reads_by_key(const std::string& last) {
  const std::string lower = lower_case(last);
  static constexpr std::string_view kWords[] = {"operator[]", "at", "value", "find", "arg"};
  if (std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords)) return true;
  return lower.starts_with("get") || lower.find("param") != std::string::npos || lower.find("header") != std::string::npos ||
         lower.find("field") != std::string::npos || lower.find("cookie") != std::string::npos;
}

bool prints_objects(const std::string& last) {
  static constexpr std::string_view kPrinters[] = {"operator<<", "to_string", "toString", "ToString", "str",     "dump",   "format", "AbslStringify",
                                                   "to_json",    "toJson",    "ToJson",   "json",     "describe", "debug_string", "DebugString",
                                                   "print",      "serialize", "format_as", "to_text", "toStyledString", "repr"};
  return std::find(std::begin(kPrinters), std::end(kPrinters), last) != std::end(kPrinters);
}

TaintPtr processed(Processing how) {
  Atom atom;
  atom.kind = Atom::Kind::kProcessed;
  atom.index = static_cast<int32_t>(how);
  return of_atom(std::move(atom));
}

TaintPtr marked(const TaintPtr& taint, uint8_t mark) {
  return changed(taint, [&](const Atom& atom) {
    Atom made = atom;
    made.marks |= mark;
    return of_atom(std::move(made));
  });
}

// json.dump(), Json::FastWriter().write(json)
bool writes_json(const std::string& last) {
  static constexpr std::string_view kWriters[] = {"dump", "toStyledString", "toJson", "serialize", "stringify", "writeString", "DebugString", "ShortDebugString"};
  return std::find(std::begin(kWriters), std::end(kWriters), last) != std::end(kWriters);
}

// A constant of no more than four: what is left of a value does not tell who it was.
bool cuts_short(const FunctionRef& in, const CodeCall& call, const std::string& last) {
  if (last != "substr" && last != "left" && last != "right" && last != "mid" && last != "first" && last != "last") return false;
  const CodeValue& length = in.value(call.operands.back());
  return length.kind == ValueKind::kNumber && length.index >= 0 && length.index <= 4 && call.operands.size() > (last == "substr" || last == "mid" ? 2 : 1);
}

}  // namespace

size_t operand_of(const CodeCall& call, int argument) { return static_cast<size_t>(argument) - 1 + (call.is_method ? 1 : 0); }

TaintPtr FunctionFlow::given(const CodeCall& call, size_t operand) const {
  return operand < call.operands.size() ? value(call.operands[operand]) : nullptr;
}

TaintPtr FunctionFlow::project(TaintPtr taint, int32_t path, const CodeRange& at) {
  const std::vector<int32_t> fields = context_.path(path);
  for (const int32_t field : fields) taint = field_of(taint, field, at);
  return taint;
}

// A global that the call changes: what it got may be read in any function.
void FunctionFlow::keep_globals(const CodeCall& call, int32_t index) {
  const auto& after = after_[static_cast<size_t>(index)];
  for (size_t i = 0; i < call.operands.size() && i < after.size(); ++i) {
    if (call.operands[i] < 0 || in_.value(call.operands[i]).kind != ValueKind::kVariable) continue;
    const TaintPtr known = changed(flat(after[i]), [](const Atom& atom) { return atom.kind == Atom::Kind::kOrigin ? of_atom(atom) : nullptr; });
    context_.store(context_.field(in_.name(in_.value(call.operands[i]).name)), known);
  }
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
    Atom atom;
    atom.kind = Atom::Kind::kRows;
    atom.index = rows;
    atom.path = is_row_type(in_.name(call.type)) ? kRow : kAllRows;
    result = of_atom(std::move(atom));
    return;
  }
  bool is_sanitizer = false;
  result = sanitized(call, name, index, is_sanitizer);
  if (is_sanitizer) return;
  const std::vector<FunctionRef> bodies = context_.bodies(in_, call);
  if (bodies.empty() && read_row(call, name, call.at, result)) return;
  for (const FunctionRef& body : bodies) enter(body, call, index, result);
  if (const TaintPtr part = bodies.empty() ? part_of_parameter(call) : nullptr; part != nullptr) result = part;
  else if (bodies.empty()) result = foreign(call, name, index);
  keep_globals(call, index);
  result = named_result(call, name, result);
}

TaintPtr FunctionFlow::sanitized(const CodeCall& call, const std::string& name, int32_t index, bool& is_one) {
  is_one = true;
  if (context_.known.produces(name)) return processed(Processing::kEncrypt);
  if (context_.known.masks(name)) return processed(Processing::kMask);
  const Sanitizer* sanitizer = context_.known.sanitizer(name);
  if (sanitizer == nullptr) {
    is_one = false;
    return nullptr;
  }
  TaintPtr all;
  for (const ValueId operand : call.operands) all = joined(all, printable(value(operand), context_));
  TaintPtr made;
  switch (sanitizer->does) {
    case Processing::kMeasure: break;
    case Processing::kDecrypt: break;
    case Processing::kHash:
    case Processing::kWeakHash: made = joined(processed(sanitizer->does), marked(all, kHashed)); break;
    case Processing::kEncode: made = joined(processed(sanitizer->does), marked(all, kEncoded)); break;
    default: made = processed(sanitizer->does);
  }
  if (sanitizer->output == 0) return made;
  auto& after = after_[static_cast<size_t>(index)];
  if (const size_t operand = operand_of(call, sanitizer->output); operand < after.size()) after[operand] = made;
  return nullptr;
}

void FunctionFlow::enter(const FunctionRef& callee, const CodeCall& call, int32_t index, TaintPtr& result) {
  const Summary* known = context_.summary(callee.function);
  const bool has_object = call.is_method && callee.function->is_method;
  const auto operand = [&](int32_t parameter) {
    return parameter == kThis ? size_t{0} : static_cast<size_t>(parameter) + (has_object ? 1 : 0);
  };
  for (size_t i = 0; i < callee.function->parameters.size(); ++i) {
    const size_t position = operand(static_cast<int32_t>(i));
    if (position >= call.operands.size()) continue;
    const TaintPtr taint = value(call.operands[position]);
    const bool is_processed = taint != nullptr && !taint->own.empty() &&
                              std::all_of(taint->own.begin(), taint->own.end(), [](const Atom& one) { return one.kind == Atom::Kind::kProcessed; });
    context_.note_argument(callee.function, static_cast<int32_t>(i), is_processed || is_literal(call.operands[position]));
  }
  if (known == nullptr) return;
  const Summary summary = *known;  // Entering may change what the context holds.
  const bool prints = prints_objects(last_part(in_.name(call.callee)));
  const auto substitute = [&](const Atom& atom) -> TaintPtr {
    if (atom.kind != Atom::Kind::kParameter) {
      Atom made = atom;
      if (atom.kind == Atom::Kind::kOrigin) {
        if (prints) made.marks |= kPrinted;
        made.way = longer(atom.way, *in_.unit, call.at, "returned by '" + last_part(in_.name(call.callee)) + "' here");
      }
      return of_atom(std::move(made));
    }
    if (atom.index == kThis && !has_object) return nullptr;
    const size_t position = operand(atom.index);
    if (position >= call.operands.size()) return nullptr;
    const uint8_t marks = atom.marks | (prints && atom.path != 0 ? kPrinted : 0);
    return marked(project(value(call.operands[position]), atom.path, call.at), marks);
  };
  result = joined(result, changed(summary.result, substitute));
  auto& after = after_[static_cast<size_t>(index)];
  for (const auto& [parameter, last] : summary.outputs) {
    const TaintPtr left = changed(last, substitute);
    if (left != nullptr)
      for (const auto& [field, taint] : left->fields)
        context_.store(field, changed(flat(taint), [](const Atom& atom) { return atom.kind == Atom::Kind::kOrigin ? of_atom(atom) : nullptr; }));
    if (parameter == kThis && call.is_constructor) result = joined(result, left);
    else if (const size_t position = operand(parameter); position < after.size()) after[position] = left;
  }
  // `os << customer` in a log statement: what its printer writes leaves.
  if (!after.empty() && prints && call.operands.size() > 1) {
    const TaintPtr stream = value(call.operands[0]);
    const TaintPtr written = joined(after[0], result);
    if (stream != nullptr && written != nullptr)
      for (const Atom& atom : stream->own)
        if (atom.kind == Atom::Kind::kStream) {
          const KnownStream& sink = context_.known.stream(atom.index);
          leave(written, "", exit_of(call, sink.stream->channel, sink.library->name, sink.library->name, sink.stream->level),
                1 < call.operand_at.size() ? call.operand_at[1] : call.at);
          break;
        }
  }
  for (const ParameterExit& inner : summary.exits) {
    if (inner.parameter == kThis && !has_object) continue;
    const size_t position = operand(inner.parameter);
    if (position >= call.operands.size()) continue;
    const CodeRange& at = position < call.operand_at.size() ? call.operand_at[position] : call.at;
    leave_through(inner, project(value(call.operands[position]), inner.path, at), callee, call, at);
  }
}

TaintPtr FunctionFlow::foreign(const CodeCall& call, const std::string& name, int32_t index) {
  const std::string last = last_part(name);
  const std::string& type = in_.name(call.type);
  auto& after = after_[static_cast<size_t>(index)];
  TaintPtr all;
  for (const ValueId operand : call.operands) all = joined(all, printable(value(operand), context_));
  if (const Propagator* propagator = context_.known.propagator(name)) {
    TaintPtr carried;
    for (size_t i = operand_of(call, propagator->from); i < call.operands.size(); ++i)
      if (propagator->output == 0 || i != operand_of(call, propagator->output)) carried = joined(carried, printable(value(call.operands[i]), context_));
    if (propagator->output == 0) return carried;
    if (const size_t operand = operand_of(call, propagator->output); operand < after.size()) after[operand] = joined(after[operand], carried);
    return carried;
  }
  if (context_.known.stops(name) || is_operator_of_decision(last) || (!call.operands.empty() && cuts_short(in_, call, last))) return nullptr;
  const std::string object_type = call.operands.empty() ? std::string() : in_.name(in_.value(call.operands[0]).type);
  const bool is_operator = last.starts_with("operator");
  if ((call.is_method || is_operator) && !call.operands.empty() && is_carrier(object_type) && call.operands.size() > 1) {
    // text.append(x), list.push_back(x), json["email"] = x
    after[0] = joined(after[0], all);
  }
  if (last == "operator=" && call.operands.size() == 2) {
    after[0] = value(call.operands[1]);
    return after[0];
  }
  if (const int32_t stream = context_.known.stream(name); stream >= 0) {
    Atom atom;
    atom.kind = Atom::Kind::kStream;
    atom.index = stream;
    return joined(of_atom(std::move(atom)), all);
  }
  // What a stream that logs was given has left; it carries nothing on.
  if (!call.operands.empty())
    if (const TaintPtr stream = value(call.operands[0]); stream != nullptr)
      for (const Atom& atom : stream->own)
        if (atom.kind == Atom::Kind::kStream) return stream;
  if (is_number(type)) return nullptr;
  if (call.operands.size() == 2 && (last == "pair" || last == "make_pair") && name.starts_with("std::"))
    return with_field(with_field(nullptr, context_.field("std::pair::first"), given(call, 0)), context_.field("std::pair::second"), given(call, 1));
  if (call.is_constructor) return all;
  if (writes_json(last) && !is_text(object_type) && is_carrier(object_type)) return marked(all, kPrinted);
  if (call.is_method && call.operands.size() == 1) {
    // An accessor of an object of the project's own that has no body in sight is known by its name only.
    if (is_carrier(object_type) || is_text(type)) return is_carrier(object_type) ? given(call, 0) : nullptr;
    return nullptr;
  }
  return is_text(type) || is_carrier(type) || name.starts_with("std::") || is_operator ? all : nullptr;
}

// customer.email(), request.get_param("email")
TaintPtr FunctionFlow::named_result(const CodeCall& call, const std::string& name, const TaintPtr& carried) {
  const std::string& type = in_.name(call.type);
  if (call.is_constructor || (is_number(type) && type != "long" && type != "unsigned long")) return carried;
  if (carried != nullptr)
    for (const Atom& atom : carried->own)
      if (atom.kind == Atom::Kind::kProcessed || atom.kind == Atom::Kind::kOrigin || atom.kind == Atom::Kind::kStream) return carried;
  const std::string last = last_part(name);
  if (call.operands.size() >= 2 && call.operands.size() <= 3 && reads_by_key(last))
    if (const std::string* key = constant_text(call.operands[1]))
      if (TaintPtr found = context_.named(*key, is_number(type) ? type : std::string(), "", in_, call.at)) return joined(found, carried);
  if (last.starts_with("operator") || name.starts_with("std::") || !(call.is_method || last.starts_with("get") || last.starts_with("Get") || last.starts_with("fetch"))) return carried;
  if (call.operands.size() > (call.is_method ? 2u : 1u) || !(is_text(type) || is_carrier(type))) return carried;
  return joined(context_.named(last, type, last_part(owner_part(name)), in_, call.at), carried);
}

}  // namespace ringfence::flow
