// Functions whose bodies are not in sight: what they hand on is known by name, by type, or supposed.
#include <algorithm>

#include "lint/flow/function_flow.h"
#include "ringfence/lower_case.h"

namespace ringfence::flow {

namespace {

// What asks something of its object and says nothing of what is in it.
bool is_question(const std::string& last) {
  static constexpr std::string_view kQuestions[] = {"operator bool", "empty", "size", "length", "find", "compare", "count", "contains",
                                                    "starts_with", "ends_with", "has_value"};
  return is_decision(last) || std::find(std::begin(kQuestions), std::end(kQuestions), last) != std::end(kQuestions);
}

// req.get_param_value("email"), body["email"], form.at("email")
bool reads_by_key(const std::string& last) {
  const std::string lower = lower_case(last);
  static constexpr std::string_view kWords[] = {"operator[]", "at", "value", "find", "arg"};
  if (std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords)) return true;
  return lower.starts_with("get") || lower.find("param") != std::string::npos || lower.find("header") != std::string::npos ||
         lower.find("field") != std::string::npos || lower.find("cookie") != std::string::npos;
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

std::string part_name(bool is_pair, int32_t index) {
  if (is_pair) return index == 0 ? "std::pair::first" : "std::pair::second";
  return "std::tuple::" + std::to_string(index);
}

TaintPtr FunctionFlow::said_by(ValueId operand, const CodeRange& at) {
  return joined(printable(value(operand), context_), fields_of_message(in_.name(in_.value(operand).type), false, at));
}

TaintPtr FunctionFlow::propagated(const Propagator& propagator, const CodeCall& call, int32_t index) {
  auto& after = after_[static_cast<size_t>(index)];
  TaintPtr carried;
  for (size_t i = operand_of(call, propagator.from); i < call.operands.size(); ++i)
    if (propagator.output == 0 || i != operand_of(call, propagator.output)) carried = joined(carried, said_by(call.operands[i], call.at));
  if (propagator.output == 0) return carried;
  if (const size_t operand = operand_of(call, propagator.output); operand < after.size()) after[operand] = joined(after[operand], carried);
  return carried;
}

// std::make_pair(a, b), std::tuple(a, b, c): each part by itself.
TaintPtr FunctionFlow::parts_of_tuple(const CodeCall& call, const std::string& name, const std::string& last) {
  static constexpr std::string_view kMakers[] = {"pair", "make_pair", "tuple", "make_tuple", "forward_as_tuple", "tie"};
  if (!name.starts_with("std::") || call.operands.size() < 2 || std::find(std::begin(kMakers), std::end(kMakers), last) == std::end(kMakers)) return nullptr;
  const bool is_pair = last == "pair" || last == "make_pair";
  TaintPtr made;
  for (size_t i = 0; i < call.operands.size(); ++i)
    made = with_field(made, context_.field(part_name(is_pair, static_cast<int32_t>(i))), given(call, i));
  return made;
}

TaintPtr FunctionFlow::foreign(const CodeCall& call, const std::string& name, int32_t index) {
  const std::string last = last_part(name);
  const std::string& type = in_.name(call.type);
  auto& after = after_[static_cast<size_t>(index)];
  if (const Propagator* propagator = context_.known.propagator(name)) return propagated(*propagator, call, index);
  if (const TaintPtr text = text_of_message(call, name); text != nullptr) return text;
  const TaintPtr all = all_given(call);
  if (context_.known.stops(name) || is_question(last) || (!call.operands.empty() && cuts_short(in_, call, last))) return nullptr;
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
  // What a stream that logs was given has left; it carries nothing on.
  if (const TaintPtr stream = given(call, 0); find_atom(stream, Atom::Kind::kStream) != nullptr) return stream;
  if (const int32_t stream = stream_of(name, &call); stream >= 0) return joined(of_atom(Atom::Kind::kStream, stream), all);
  if (last == "what" && find_atom(given(call, 0), Atom::Kind::kCaught) != nullptr) return given(call, 0);
  if (is_number(type)) return nullptr;
  if (const TaintPtr parts = parts_of_tuple(call, name, last); parts != nullptr) return parts;
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
  if (is_spoken_for(carried)) return carried;
  const std::string last = last_part(name);
  if (call.operands.size() >= 2 && call.operands.size() <= 3 && reads_by_key(last))
    if (const std::string* key = constant_text(call.operands[1]))
      if (TaintPtr found = context_.named(*key, is_number(type) ? type : std::string(), "", in_, call.at)) return joined(found, carried);
  if (last.starts_with("operator") || name.starts_with("std::") || !(call.is_method || last.starts_with("get") || last.starts_with("Get") || last.starts_with("fetch"))) return carried;
  if (call.operands.size() > (call.is_method ? 2u : 1u) || !(is_text(type) || is_carrier(type))) return carried;
  return joined(context_.named(last, type, last_part(owner_part(name)), in_, call.at), carried);
}

}  // namespace ringfence::flow
