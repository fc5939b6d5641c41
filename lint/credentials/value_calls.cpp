// What calls leave of a credential: as their result, and in their operands.
#include <algorithm>
#include <array>

#include "lint/credentials/value_ends.h"
#include "ringfence/credential_words.h"

namespace ringfence::credentials {

using program::FunctionRef;
using program::last_part;

namespace {

constexpr int kMostFrames = 8;
constexpr int kDeepestRoot = 16;

template <size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

// Types of libraries that hold what they are given, and nothing else.
bool is_carrier(const std::string& function) {
  static constexpr std::array kPrefixes = std::to_array<std::string_view>({"std::", "QString", "QByteArray", "QVariant", "QLatin1String", "QJson", "QUrlQuery", "QStringView", "boost::optional", "nlohmann::", "Json::", "pqxx::",
                                                                           "absl::", "folly::", "fmt::", "soci::", "Poco::Dynamic", "Poco::Optional", "Poco::Nullable", "rapidjson::", "basic_json::", "Glib::ustring", "tao::", "userver::"});
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view one) { return function.starts_with(one); });
}

bool is_accessor(const std::string& last) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"c_str", "data", "str", "string", "view", "value", "value_or", "get", "operator*", "operator->", "operator conversion", "as", "asString", "asCString", "begin", "cbegin", "end", "cend",
       "toStdString", "toUtf8", "toLatin1", "toLocal8Bit", "toString", "constData", "trimmed", "substr", "toByteArray", "dump", "GetString", "as_string", "get_string", "ref", "operator()", "use"});
  return is_one_of(last, kNames);
}

bool leaves_alone(const std::string& last) {
  static constexpr auto kNames = std::to_array<std::string_view>({"size", "length", "empty", "resize", "reserve", "shrink_to_fit", "capacity", "end", "cend", "find", "push_front", "pop_back", "erase", "squeeze", "operator<<", "operator[]", "at", "back", "front"});
  return is_one_of(last, kNames) || is_accessor(last);
}

bool puts_together(const std::string& last) {
  static constexpr auto kNames = std::to_array<std::string_view>({"operator+", "StrCat", "format", "sformat", "join", "operator%", "arg", "sprintf", "StrFormat", "make_pair", "move", "forward", "to_string", "as_const", "make_optional", "ref", "cref", "trim_copy", "string_view", "span", "as_bytes", "binary_cast", "binarystring", "quote", "esc", "use"});
  return is_one_of(last, kNames);
}

bool reads_by_key(const std::string& last) {
  static constexpr std::array kWords = std::to_array<std::string_view>({"operator[]", "at", "value", "find", "arg", "Arg"});
  if (is_one_of(last, kWords)) return true;
  return last.starts_with("get") || last.starts_with("Get") || last.find("aram") != std::string::npos || last.find("eader") != std::string::npos ||
         last.find("field") != std::string::npos || last.find("Field") != std::string::npos || last.find("ookie") != std::string::npos || last.find("form") != std::string::npos;
}

size_t operand_of(const CodeCall& call, int argument) { return static_cast<size_t>(argument) - 1 + (call.is_method ? 1 : 0); }

}  // namespace

EndTracer::Ends EndTracer::result(const Located& value, int depth, const PassedPtr& way) {
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(value.get().index);
  const Making* making = makings_.of(in.name(call.callee));
  for (size_t i = 0; making == nullptr && i < call.overridden.size(); ++i) making = makings_.of(in.name(call.overridden[i]));
  if (making != nullptr) return made_by(*making, value, call, depth, way);
  const FunctionRef callee = program_.function(in.name(call.key));
  if (!callee) return foreign(value, call, depth, way);
  if (value.frame->depth >= kMostFrames || call.is_constructor) return {end(Form::kUnknown, {}, value, way)};
  Ends all = follow({called_frame(callee, value.frame, value.get().index), callee.function->result}, depth + 1, way);
  const bool is_known = std::any_of(all.begin(), all.end(), [](const ValueEnd& one) { return one.form != Form::kUnknown; });
  // request.form("password"), which looks it up in what was read from a socket.
  if (!is_known && call.is_method && call.operands.size() == 2 && reads_by_key(last_part(in.name(call.callee))))
    return under_key(value, {value.frame, call.operands[0]}, {value.frame, call.operands[1]}, depth, way);
  return all;
}

EndTracer::Ends EndTracer::made_by(const Making& making, const Located& value, const CodeCall& call, int depth, const PassedPtr& way) {
  const std::string given = last_part(value.frame->function.name(call.callee)) + "(…)";
  const bool is_output = value.get().kind == ValueKind::kAfter;
  const auto is = [&](Form form) -> Ends { return {end(form, given, value, way)}; };
  std::vector<ValueId> inputs;
  for (size_t i = 0; i < call.operands.size(); ++i)
    if (making.output == 0 || i != operand_of(call, making.output)) inputs.push_back(call.operands[i]);
  switch (making.kind) {
    case Making::Kind::kRequest: return {end(Form::kPlain, "what the request says", value, way)};
    case Making::Kind::kProducer: return is(Form::kProduced);
    case Making::Kind::kRandom: return is(Form::kGenerated);
    case Making::Kind::kDatabase: return is(Form::kUnknown);
    case Making::Kind::kCarrier: {
      const size_t from = std::min(operand_of(call, making.from), call.operands.size());
      std::vector<ValueId> carried;
      for (size_t i = from; i < call.operands.size(); ++i)
        if (making.output == 0 || i != operand_of(call, making.output)) carried.push_back(call.operands[i]);
      return together(value, carried, depth, way);
    }
    case Making::Kind::kProcessing: break;
  }
  if (making.output != 0 && !is_output) return is(Form::kUnknown);
  switch (making.processing) {
    case Processing::kEncrypt:
    case Processing::kPasswordHash:
    case Processing::kMac: return is(Form::kProduced);
    case Processing::kHash: return is(is_guessable(kind_) ? Form::kWeakHash : Form::kProduced);
    case Processing::kWeakHash: return is(Form::kWeakHash);
    case Processing::kDecrypt: return {end(Form::kPlain, "what " + given + " gives", value, way)};
    case Processing::kEncode: {
      Ends all = together(value, inputs, depth, way);
      for (ValueEnd& one : all)
        if (one.form == Form::kPlain || one.form == Form::kLiteral) one = end(Form::kEncoded, given, value, way);
      return all;
    }
    default: return is(Form::kUnknown);
  }
}

// Of a function without a body in sight only what is known to hand its arguments on does so: it might as well hash them.
EndTracer::Ends EndTracer::foreign(const Located& value, const CodeCall& call, int depth, const PassedPtr& way) {
  const FunctionRef& in = value.frame->function;
  const std::string& name = in.name(call.callee);
  const std::string last = last_part(name);
  const Located object{value.frame, call.operands.empty() ? kNoValue : call.operands[0]};
  const bool is_library = is_carrier(name);
  if (call.operands.size() == 2 && reads_by_key(last)) {
    const Located key{value.frame, call.operands[1]};
    const bool is_position = key && key.get().kind == ValueKind::kNumber;
    if (!is_position) return under_key(value, object, key, depth, way);
  }
  if (call.is_constructor && is_library) {
    if (call.operands.empty()) return {end(Form::kCleared, {}, value, way)};
    return together(value, call.operands, depth, way);
  }
  if (is_library && (is_accessor(last) && !call.operands.empty())) return follow(object, depth + 1, way);
  if ((is_library || last == "operator+") && puts_together(last)) return together(value, call.operands, depth, way);
  // request->password() of generated code.
  if (call.is_method && call.operands.size() == 1 && !is_library && !is_from_rows(object, 0)) return {named(last, "", value, way)};
  return {end(Form::kUnknown, {}, value, way)};
}

EndTracer::Ends EndTracer::after(const Located& value, int depth, const PassedPtr& way) {
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(value.get().index);
  const auto operand = static_cast<size_t>(std::stoul(in.name(value.get().name)));
  if (operand >= call.operands.size()) return {end(Form::kUnknown, {}, value, way)};
  const std::string& name = in.name(call.callee);
  const Located before{value.frame, call.operands[operand]};
  if (const Making* making = makings_.of(name)) {
    if (making->output != 0 && operand == operand_of(call, making->output)) return made_by(*making, value, call, depth, way);
    return follow(before, depth + 1, way);
  }
  if (program_.function(in.name(call.key))) {
    const Located left = left_in(program_, value, call, static_cast<int32_t>(operand));
    return follow(left ? left : before, depth + 1, way);
  }
  const std::string last = last_part(name);
  const bool is_object = operand == 0 && (call.is_method || last.starts_with("operator"));
  if (!is_object) return {end(Form::kUnknown, {}, value, way)};
  std::vector<ValueId> given(call.operands.begin() + 1, call.operands.end());
  if (last == "operator=" || last == "assign" || last == "emplace") return given.empty() ? follow(before, depth + 1, way) : together(value, given, depth, way);
  if (last == "clear" || last == "reset") return {end(Form::kCleared, {}, value, way)};
  if (last == "append" || last == "operator+=" || last == "push_back" || last == "insert" || last == "operator<<") {
    given.insert(given.begin(), call.operands[0]);
    return together(value, given, depth, way);
  }
  return leaves_alone(last) ? follow(before, depth + 1, way) : Ends{end(Form::kUnknown, {}, value, way)};
}

// row["password"] was read from the database, whoever wrote it; body["password"] comes as somebody sent it.
EndTracer::Ends EndTracer::under_key(const Located& value, const Located& object, const Located& key, int depth, const PassedPtr& way) {
  if (is_from_rows(object, 0)) return {end(Form::kUnknown, {}, value, way)};
  std::string text;
  for (Located at = key; at && text.empty();) {
    const FunctionRef& in = at.frame->function;
    if (at.get().kind == ValueKind::kText) text = in.name(at.get().name);
    if (at.get().kind != ValueKind::kResult || in.call(at.get().index).operands.empty()) break;
    at = {at.frame, in.call(at.get().index).operands[0]};
  }
  if (is_from_request(object, depth, way) && !says_protected(text)) return {end(Form::kPlain, "what the request says", value, way)};
  if (text.empty()) return {end(Form::kUnknown, {}, value, way)};
  return {named(text, "", value, way)};
}

bool EndTracer::is_from_rows(const Located& value, int depth) {
  if (!value || depth > kDeepestRoot || --budget_ < 0) return false;
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  if (at.kind == ValueKind::kParameter) {
    if (in.name(at.type).find("pqxx::") == 0 || in.name(at.type).find("soci::") == 0 || in.name(at.type).find("drogon::orm::") == 0 || in.name(at.type) == "QSqlQuery") return true;
    return is_from_rows(argument(value.frame, at.index), depth + 1);
  }
  if (at.kind == ValueKind::kResult) {
    const CodeCall& call = in.call(at.index);
    const std::string& name = in.name(call.callee);
    if (name.starts_with("pqxx::") || name.starts_with("PQ") || name.starts_with("soci::") || name.starts_with("QSqlQuery::") || name.starts_with("drogon::orm::")) return true;
    const Making* making = makings_.of(name);
    if (making != nullptr) return making->kind == Making::Kind::kDatabase;
    if (const FunctionRef callee = program_.function(in.name(call.key)); callee && value.frame->depth < kMostFrames)
      return is_from_rows({called_frame(callee, value.frame, at.index), callee.function->result}, depth + 1);
    return !call.operands.empty() && is_from_rows({value.frame, call.operands[0]}, depth + 1);
  }
  const bool has_inner = at.kind == ValueKind::kElement || at.kind == ValueKind::kField || at.kind == ValueKind::kChoice || at.kind == ValueKind::kLoop ||
                         at.kind == ValueKind::kUnknown;
  return has_inner && !at.operands.empty() && is_from_rows({value.frame, at.operands[0]}, depth + 1);
}

bool EndTracer::is_from_request(const Located& value, int depth, const PassedPtr& way) {
  if (!value || depth > kDeepestRoot || --budget_ < 0) return false;
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const auto is_request = [&](const std::string& name) {
    const Making* making = makings_.of(name);
    return making != nullptr && making->kind == Making::Kind::kRequest;
  };
  switch (at.kind) {
    case ValueKind::kParameter: return is_from_request(argument(value.frame, at.index), depth + 1, way);
    case ValueKind::kField:
      if (is_request(in.name(at.name))) return true;
      [[fallthrough]];
    case ValueKind::kElement:
    case ValueKind::kUnknown:
    case ValueKind::kChoice: return !at.operands.empty() && is_from_request({value.frame, at.operands[0]}, depth + 1, way);
    case ValueKind::kResult: {
      const CodeCall& call = in.call(at.index);
      if (is_request(in.name(call.callee))) return true;
      if (const Making* making = makings_.of(in.name(call.callee)); making != nullptr && making->kind != Making::Kind::kCarrier) return false;
      if (const FunctionRef callee = program_.function(in.name(call.key)); callee && value.frame->depth < kMostFrames)
        return is_from_request({called_frame(callee, value.frame, at.index), callee.function->result}, depth + 1, way);
      return std::any_of(call.operands.begin(), call.operands.end(), [&](ValueId one) { return is_from_request({value.frame, one}, depth + 1, way); });
    }
    default: return false;
  }
}

}  // namespace ringfence::credentials
