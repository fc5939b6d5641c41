// Fields of objects and elements of containers, as texts.
#include <algorithm>
#include <utility>

#include "lint/program/text_functions.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

Located TextEvaluator::field(const Located& object, const std::string& name, int depth) {
  std::vector<Located> found;
  auto outer = std::exchange(visited_, {});
  is_open_ = false;
  fields(object, name, depth, found);
  visited_ = std::move(outer);
  return found.empty() ? Located{} : found[0];
}

// All values that the field may have, by the ways that lead here.
void TextEvaluator::fields(const Located& object, const std::string& name, int depth, std::vector<Located>& found) {
  Located at = object;
  for (int step = 0; at && step < kDeepest && depth + step < 2 * kDeepest; ++step) {
    if (--budget_ < 0 || !visited_.emplace(at.frame, at.value).second) return;
    const CodeValue& value = at.get();
    const FunctionRef& in = at.frame->function;
    const auto operand = [&](size_t i) { return Located{at.frame, value.operands[i]}; };
    switch (value.kind) {
      case ValueKind::kWithField:
        if (in.name(value.name) == name) {
          const Located set = operand(1);
          if (std::find(found.begin(), found.end(), set) == found.end()) found.push_back(set);
          return;
        }
        at = operand(0);
        break;
      case ValueKind::kParameter:
        is_open_ = is_open_ || (value.index == kThis && at.frame->caller == nullptr);
        at = argument(at.frame, value.index);
        break;
      case ValueKind::kVariable: {
        const FunctionRef variable = program_.function(in.name(value.name));
        at = variable && variable.function->result != kNoValue ? Located{frame_of(variable), variable.function->result} : Located{};
        break;
      }
      case ValueKind::kField: at = field(operand(0), in.name(value.name), depth + step + 1); break;
      case ValueKind::kElement: {
        std::vector<Located> others;
        const Located container = operand(0);
        const bool is_part = name == "std::pair::second" || name == "std::pair::first";
        at = is_part ? at : element(container, value.operands.size() > 1 ? operand(1) : Located{}, depth + step + 1, others);
        if (is_part) return;
        if (!at) is_default_ = false;  // The container is, not what it will hold.
        break;
      }
      case ValueKind::kChoice:
      case ValueKind::kLoop:
        for (size_t i = 0; i < value.operands.size() && i < 2; ++i)
          fields(operand(value.kind == ValueKind::kLoop ? 1 - i : i), name, depth + step + 1, found);
        return;
      case ValueKind::kCarried: {
        // What the loop does not touch is as it was before.
        at = before_loop(at);
        break;
      }
      case ValueKind::kResult:
      case ValueKind::kAfter: {
        const CodeCall& call = in.call(value.index);
        if (value.kind == ValueKind::kResult && hands_on_its_operand(in.name(call.callee)) && !call.operands.empty()) {
          at = {at.frame, call.operands[0]};
          break;
        }
        if (value.kind == ValueKind::kAfter && in.name(value.name) == "0" && is_accessor(in.name(call.callee))) {
          at = {at.frame, call.operands[0]};
          break;
        }
        const Located next = entered(at, depth);
        if (!next) miss(in.name(call.callee));
        if (!next && !call.is_constructor && value.kind == ValueKind::kResult) is_foreign_ = true;
        if (!next && call.is_constructor && call.operands.empty()) is_default_ = true;
        if (!next && value.kind == ValueKind::kResult && name.starts_with("std::pair::")) {
          const size_t part = name.ends_with("second") ? 1 : 0;
          if (part < call.operands.size()) found.push_back({at.frame, call.operands[part]});
          return;
        }
        at = next;
        break;
      }
      case ValueKind::kList:
        is_default_ = value.operands.empty();
        return;
      default: return;
    }
  }
}

std::vector<Text> TextEvaluator::of_field(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const std::string& name = in.name(at.name);
  const Located object{value.frame, at.operands[0]};
  is_default_ = false;
  // `found->second` of what map::find() gave.
  if (name == "std::pair::second")
    if (const Located entry = resolve(object, depth + 1); entry && entry.get().kind == ValueKind::kResult) {
      const CodeCall& call = entry.frame->function.call(entry.get().index);
      if (is_named(entry.frame->function.name(call.callee), "find") && call.operands.size() == 2) return of_result(entry, depth + 1);
    }
  // A field of some element: of each of them.
  if (const std::vector<Located> elements = any_element(object, depth + 1); elements.size() > 1) {
    std::vector<Text> all;
    for (const Located& one : elements)
      if (const Located part = field(one, name, depth + 1)) unite(all, of(part, depth + 1), kMostElements);
    if (!all.empty()) return all;
  }
  std::vector<Located> found;
  auto outer = std::exchange(visited_, {});
  is_open_ = is_foreign_ = false;
  fields(object, name, depth + 1, found);
  visited_ = std::move(outer);
  const bool is_open = is_open_, is_default = is_default_, is_foreign = is_foreign_;
  std::vector<Text> all;
  for (const Located& one : found) unite(all, of(one, depth + 1));
  if (!all.empty() && !is_open) return all;
  if (all.empty() && is_default) {
    const FunctionRef initial = initialiser(name);
    if (initial && initial.function->result != kNoValue) return of({frame_of(initial), initial.function->result}, depth + 1);
    if (is_text(in.name(at.type))) return {Text{}};
  }
  if (all.empty() && is_foreign) return hole(value);
  if (anywhere_ && !is_foreign) unite(all, of_stores(name, depth + 1), kMostElements);
  else if (all.empty()) return of_constructors(value, name, depth);
  else unite(all, hole(value));
  if (all.empty()) miss(name);
  return all.empty() ? hole(value) : all;
}

std::vector<Text> TextEvaluator::of_element(const Located& container, const Located& key, int depth) {
  std::vector<Located> others;
  const Located one = element(container, key, depth + 1, others);
  if (!one) return {};
  std::vector<Text> all = of(one, depth + 1);
  for (const Located& other : others) unite(all, of(other, depth + 1), kMostElements);
  return all;
}

// `text + other` where an error hides what `+` is; `pointer + 3` is no text.
std::vector<Text> TextEvaluator::of_sum(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  for (const ValueId one : at.operands)
    if (one == kNoValue || is_numeric(in.name(in.value(one).type)) || in.value(one).kind == ValueKind::kNumber) return hole(value);
  return concatenated(of({value.frame, at.operands[0]}, depth + 1), of({value.frame, at.operands[1]}, depth + 1));
}

// `text[text.size() - 1] = ')'`, `text.back() = ')'`, `text[0] = 0`; written anywhere else it is no more what it was.
std::vector<Text> TextEvaluator::of_overwritten(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  if (in.name(at.name) == "operator+" && at.operands.size() == 2) return of_sum(value, depth);
  if (in.name(at.name) != "operator[]=") return hole(value);
  const CodeValue& pair = in.value(at.operands[1]);
  const CodeValue& index = in.value(pair.operands[0]);
  const Located given{value.frame, pair.operands[1]};
  const auto is_number = [&](ValueId id, int32_t number) {
    return in.value(id).kind == ValueKind::kNumber && in.value(id).index == number;
  };
  const bool is_first = is_number(pair.operands[0], 0);
  if (is_first && given && is_number(given.value, 0)) return {Text{}};
  if (is_first && given && given.get().kind == ValueKind::kAfter) return of(given, depth + 1);  // snprintf(&text[0], …)
  const bool is_last = index.kind == ValueKind::kUnknown &&
                       (in.name(index.name) == "back" || (in.name(index.name) == "operator-" && index.operands.size() == 2 &&
                                                           in.value(index.operands[0]).kind == ValueKind::kResult && is_number(index.operands[1], 1)));
  if (!is_last || !given) return hole(value);
  std::vector<Text> made = of({value.frame, at.operands[0]}, depth + 1);
  for (Text& text : made) {
    if (text.empty() || text.back().is_hole) return hole(value);
    text.back() = cut(text.back(), 0, text.back().text.size() - 1);
    if (text.back().text.empty()) text.pop_back();
  }
  return concatenated(made, of(given, depth + 1));
}

// A field of an object that comes from we know not where: what the constructors of its class make of it.
std::vector<Text> TextEvaluator::of_constructors(const Located& value, const std::string& field_name, int depth) {
  const size_t last = field_name.rfind("::");
  if (last == std::string::npos) return hole(value);
  const std::string owner = field_name.substr(0, last);
  const size_t before = owner.rfind("::");
  const std::string constructor = owner + "::" + (before == std::string::npos ? owner : owner.substr(before + 2));
  // What others set as well is looked for with them.
  for (const Located& store : stores().of(field_name))
    if (!store.frame->function.function->is_constructor) return hole(value);
  std::vector<Text> all;
  for (const FunctionRef& function : program_.named(constructor)) {
    if (!function.function->is_constructor) continue;
    for (const auto& [parameter, made] : function.function->outputs)
      if (parameter == kThis)
        if (const Located set = field({frame_of(function), made}, field_name, depth + 1)) unite(all, of(set, depth + 1));
  }
  const auto says_something = [](const Text& text) { return !text.empty() && (text.size() != 1 || !text[0].is_hole); };
  return std::any_of(all.begin(), all.end(), says_something) ? all : hole(value);
}

}  // namespace ringfence::program
