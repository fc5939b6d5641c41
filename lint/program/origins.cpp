#include "lint/program/origins.h"

#include "lint/program/text_functions.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::program {

namespace {

constexpr int kBudget = 600;
constexpr int kDeepest = 24;
constexpr size_t kMostOrigins = 12;
constexpr size_t kMostCallers = 40;

}  // namespace

OriginTracer::OriginTracer(const Program& program, TextEvaluator& texts, const Policy& policy, const FileSource& source_of)
    : program_(program), texts_(texts), policy_(policy), source_of_(source_of) {
  for (const RequestLibrary& library : knowledge().requests)
    requests_.insert(requests_.end(), library.inputs.begin(), library.inputs.end());
  for (const Setting& setting : policy.tenant.request) requests_.push_back(setting.value);
}

Place OriginTracer::place(const Located& value, const CodeRange& written) const {
  Located at = value;
  CodeRange range = written;
  for (int step = 0; at && step < 32; ++step) {
    const CodeValue& one = at.get();
    if (one.kind == ValueKind::kResult) {
      const CodeCall& call = at.frame->function.call(one.index);
      if (at.frame->function.name(call.callee) != "std::forward" || call.operands.empty()) break;
      at = {at.frame, call.operands[0]};
      continue;
    }
    if (one.kind != ValueKind::kParameter) break;
    const Located given = argument(at.frame, one.index);
    if (!given) break;
    const CodeCall& call = given.frame->function.call(at.frame->call);
    const size_t operand = one.index == kThis ? 0 : static_cast<size_t>(one.index) + (call.is_method && at.frame->function.function->is_method ? 1 : 0);
    range = operand < call.operand_at.size() ? call.operand_at[operand] : call.at;
    at = given;
  }
  if (!at) return {};
  if (range.file < 0) range = at.get().at;
  const Source* source = source_of_(*at.frame->function.unit, range.file);
  return source == nullptr ? Place{} : Place{source, {range.begin, range.end}};
}

void OriginTracer::add(ValueOrigin::Kind kind, const Located& value, std::string name, const std::vector<Label>& way,
                       std::vector<ValueOrigin>& found) {
  ValueOrigin origin;
  origin.kind = kind;
  origin.name = std::move(name);
  origin.at = place(value);
  origin.way = way;
  const bool known = std::any_of(found.begin(), found.end(), [&](const ValueOrigin& one) {
    return one.kind == origin.kind && one.name == origin.name && one.at == origin.at;
  });
  if (!known && found.size() < kMostOrigins) found.push_back(std::move(origin));
}

bool OriginTracer::is_declared(const Located& value, const std::string& name, const std::vector<Label>& way,
                               std::vector<ValueOrigin>& found) {
  for (size_t level = 0; level < policy_.tenant.context.size(); ++level)
    for (const Setting& setting : policy_.tenant.context[level])
      if (is_named(name, setting.value)) {
        add(ValueOrigin::Kind::kContext, value, name, way, found);
        if (!found.empty()) found.back().level = static_cast<int>(level);
        return true;
      }
  for (const std::string& input : requests_)
    if (is_named(name, input)) {
      add(ValueOrigin::Kind::kRequest, value, name, way, found);
      return true;
    }
  return false;
}

std::vector<ValueOrigin> OriginTracer::origins(const Located& value) {
  budget_ = kBudget;
  std::vector<ValueOrigin> found;
  follow(value, 0, {}, found);
  return found;
}

// row["org_id"]
std::string OriginTracer::key_of_element(const Located& key) {
  const Located at = texts_.resolve(key);
  return at && at.get().kind == ValueKind::kText ? at.frame->function.name(at.get().name) : std::string();
}

void OriginTracer::follow_call(const Located& value, const CodeCall& call, int depth, const std::vector<Label>& way,
                               std::vector<ValueOrigin>& found) {
  const FunctionRef& in = value.frame->function;
  const std::string& name = in.name(call.callee);
  if (is_declared(value, name, way, found)) return;
  for (const NameId base : call.overridden)
    if (is_declared(value, in.name(base), way, found)) return;
  const auto reads_database = [&](const std::string& one) {
    return std::any_of(client_functions.begin(), client_functions.end(), [&](const std::string& known) {
      return one == known || (known.find("::") != std::string::npos && is_named(one, known));
    });
  };
  if (reads_database(name)) return add(ValueOrigin::Kind::kColumn, value, "", way, found);
  for (const NameId base : call.overridden)
    if (reads_database(in.name(base))) return add(ValueOrigin::Kind::kColumn, value, "", way, found);
  const FunctionRef callee = program_.function(in.name(call.key));
  if (callee && value.frame->depth < 8) {
    const FramePtr frame = called_frame(callee, value.frame, value.get().index);
    if (value.get().kind == ValueKind::kAfter) {
      const auto operand = static_cast<int32_t>(std::stoul(in.name(value.get().name)));
      for (const auto& [parameter, last] : callee.function->outputs)
        if (parameter == (call.is_method ? operand - 1 : operand)) return follow({frame, last}, depth + 1, way, found);
      return follow({value.frame, call.operands[static_cast<size_t>(operand)]}, depth + 1, way, found);
    }
    if (callee.function->result != kNoValue) {
      const size_t before = found.size();
      follow({frame, callee.function->result}, depth + 1, way, found);
      // A getter of a field that nobody sets in sight is known by its own name.
      if (std::all_of(found.begin() + static_cast<ptrdiff_t>(before), found.end(),
                                               [](const ValueOrigin& one) { return one.kind == ValueOrigin::Kind::kUnknown; })) {
        found.resize(before);
        add(ValueOrigin::Kind::kNamed, value, last_part(name), way, found);
      }
      return;
    }
  }
  const bool wraps = call.is_constructor && call.operands.size() == 1 && !callee;
  if ((hands_on_its_operand(name) || wraps) && !call.operands.empty())
    return follow({value.frame, call.operands[0]}, depth + 1, way, found);
  // What a foreign function makes of a request's words is still the request's.
  std::vector<ValueOrigin> inner;
  for (const ValueId operand : call.operands) follow({value.frame, operand}, depth + 1, way, inner);
  bool declared = false;
  for (ValueOrigin& one : inner)
    if (one.kind == ValueOrigin::Kind::kRequest || one.kind == ValueOrigin::Kind::kContext || one.kind == ValueOrigin::Kind::kColumn) {
      if (one.kind == ValueOrigin::Kind::kColumn && one.name.empty() && call.operands.size() >= 2)
        one.name = key_of_element({value.frame, call.operands[1]});
      if (found.size() < kMostOrigins) found.push_back(std::move(one));
      declared = true;
    }
  if (declared) return;
  // An operand that the call may have changed keeps the name that it had.
  if (value.get().kind == ValueKind::kAfter)
    return follow({value.frame, call.operands[std::stoul(in.name(value.get().name))]}, depth + 1, way, found);
  add(ValueOrigin::Kind::kNamed, value, last_part(name), way, found);
}

void OriginTracer::follow(const Located& value, int depth, std::vector<Label> way, std::vector<ValueOrigin>& found) {
  if (!value || depth > kDeepest || --budget_ < 0 || found.size() >= kMostOrigins) return;
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const auto operand = [&](size_t i) { return Located{value.frame, at.operands[i]}; };
  switch (at.kind) {
    case ValueKind::kParameter: {
      if (const Located given = argument(value.frame, at.index)) return follow(given, depth + 1, way, found);
      const std::vector<CallRef> callers = program_.callers(in);
      const std::string name = at.index == kThis ? "" : in.name(at.name);
      if (callers.empty() || at.index == kThis || depth > 12)
        return add(name.empty() ? ValueOrigin::Kind::kUnknown : ValueOrigin::Kind::kNamed, value, name, way, found);
      for (size_t i = 0; i < callers.size() && i < kMostCallers; ++i) {
        const CodeCall& call = callers[i].call();
        const size_t index = static_cast<size_t>(at.index) + (call.is_method && in.function->is_method ? 1 : 0);
        if (index >= call.operands.size()) continue;
        const Located given{frame_of(callers[i].in), call.operands[index]};
        std::vector<Label> longer = way;
        const CodeRange& passed = index < call.operand_at.size() ? call.operand_at[index] : call.at;
        if (const Source* source = source_of_(*callers[i].in.unit, passed.file); source != nullptr && longer.size() < 8)
          longer.push_back({{source, {passed.begin, passed.end}}, fmt::format("passed here as '{}' of {}", name, last_part(in.name(in.function->name)))});
        follow(given, depth + 1, std::move(longer), found);
      }
      return;
    }
    case ValueKind::kField: {
      const std::string& name = in.name(at.name);
      if (is_declared(value, name, way, found)) return;
      const Located behind = texts_.resolve(value);
      if (behind && !(behind == value)) {
        const size_t before = found.size();
        follow(behind, depth + 1, way, found);
        if (found.size() == before) add(ValueOrigin::Kind::kNamed, value, last_part(name), way, found);
        return;
      }
      std::vector<ValueOrigin> inner;
      follow(operand(0), depth + 1, way, inner);
      bool declared = false;
      for (ValueOrigin& one : inner)
        if (one.kind == ValueOrigin::Kind::kRequest) {
          found.push_back(std::move(one));
          declared = true;
        }
      if (!declared) add(ValueOrigin::Kind::kNamed, value, last_part(name), way, found);
      return;
    }
    case ValueKind::kVariable: {
      const FunctionRef variable = program_.function(in.name(at.name));
      if (variable && variable.function->is_constant && variable.function->result != kNoValue)
        return follow({frame_of(variable), variable.function->result}, depth + 1, way, found);
      return add(ValueOrigin::Kind::kUnknown, value, "", way, found);
    }
    case ValueKind::kText:
    case ValueKind::kNumber: return add(ValueOrigin::Kind::kLiteral, value, in.name(at.name), way, found);
    case ValueKind::kResult:
    case ValueKind::kAfter: return follow_call(value, in.call(at.index), depth, way, found);
    case ValueKind::kElement: {
      std::vector<ValueOrigin> inner;
      follow(operand(0), depth + 1, way, inner);
      const std::string& name = in.name(at.name);
      bool declared = false;
      for (ValueOrigin& one : inner)
        if (one.kind != ValueOrigin::Kind::kUnknown && one.kind != ValueOrigin::Kind::kNamed) {
          found.push_back(std::move(one));
          declared = true;
        }
      if (!declared) add(name.empty() ? ValueOrigin::Kind::kUnknown : ValueOrigin::Kind::kNamed, value, name, way, found);
      return;
    }
    case ValueKind::kLoop:
      follow(operand(0), depth + 1, way, found);
      return follow(operand(1), depth + 1, way, found);
    case ValueKind::kChoice:
      for (size_t i = 0; i < at.operands.size(); ++i) follow(operand(i), depth + 1, way, found);
      return;
    case ValueKind::kWithField:
    case ValueKind::kCarried:
    case ValueKind::kFunction: return;
    case ValueKind::kList:
    case ValueKind::kUnknown: {
      const std::string& name = in.name(at.name);
      if (!name.empty() && !name.starts_with("operator")) return add(ValueOrigin::Kind::kNamed, value, name, way, found);
      for (size_t i = 0; i < at.operands.size(); ++i)
        if (at.operands[i] != kNoValue) follow(operand(i), depth + 1, way, found);
      return;
    }
  }
}

std::string OriginTracer::name_of(const Located& value) {
  Located at = value;
  for (int step = 0; at && step < 24; ++step) {
    const CodeValue& one = at.get();
    const FunctionRef& in = at.frame->function;
    switch (one.kind) {
      case ValueKind::kParameter:
        if (one.index != kThis && at.frame->caller == nullptr) return in.name(one.name);
        if (const Located given = argument(at.frame, one.index)) {
          // A wrapper's "args" or "value" says nothing; what is passed does.
          at = given;
          continue;
        }
        return one.index == kThis ? std::string() : in.name(one.name);
      case ValueKind::kField: return last_part(in.name(one.name));
      case ValueKind::kElement: {
        if (one.operands.size() > 1) {
          const Located key = texts_.resolve({at.frame, one.operands[1]});
          if (key && key.get().kind == ValueKind::kText) return key.frame->function.name(key.get().name);
        }
        return in.name(one.name);
      }
      case ValueKind::kUnknown: return in.name(one.name).starts_with("operator") ? std::string() : in.name(one.name);
      case ValueKind::kVariable: return last_part(in.name(one.name));
      case ValueKind::kResult: {
        const CodeCall& call = in.call(one.index);
        const std::string name = last_part(in.name(call.callee));
        const bool converts = call.is_constructor || name == "move" || name == "forward" || name == "to_string" || name == "c_str" ||
                              name == "get" || name == "value" || name == "stoll" || name == "stoi" || name == "as" || name == "data" ||
                              name == "operator*" || name == "operator conversion" || name == "use" || name == "str" || name.starts_with("quote") ||
                              name.starts_with("esc");
        // x.quote(value): what is quoted, not by whom.
        if (converts && call.is_method && call.operands.size() == 2 && (name.starts_with("quote") || name.starts_with("esc"))) {
          at = {at.frame, call.operands[1]};
          continue;
        }
        if (!converts || call.operands.empty()) {
          // row["org_id"], body.at("org_id")
          if (name == "operator[]" || name == "at")
            if (call.operands.size() == 2)
              if (const Located key = texts_.resolve({at.frame, call.operands[1]}); key && key.get().kind == ValueKind::kText)
                return key.frame->function.name(key.get().name);
          return name.starts_with("operator") ? std::string() : name;
        }
        at = {at.frame, call.operands[0]};
        continue;
      }
      case ValueKind::kChoice:
        at = {at.frame, one.operands.back()};
        continue;
      case ValueKind::kAfter: {
        const auto operand = static_cast<size_t>(std::stoul(in.name(one.name)));
        const CodeCall& call = in.call(one.index);
        if (operand >= call.operands.size()) return {};
        at = {at.frame, call.operands[operand]};
        continue;
      }
      default: return {};
    }
  }
  return {};
}

}  // namespace ringfence::program
