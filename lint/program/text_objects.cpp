// Elements and containers: what is behind a value.
#include <algorithm>

#include "lint/program/text_functions.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

// One step into the project: the result of a function, or an operand as a function leaves it.
Located TextEvaluator::entered(const Located& value, int) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(at.index);
  const FunctionRef callee = program_.function(in.name(call.key));
  if (!callee || value.frame->depth >= kDeepestFrame) return {};
  const FramePtr frame = called_frame(callee, value.frame, at.index);
  int32_t wanted = kThis;
  if (at.kind == ValueKind::kAfter) {
    const auto operand = static_cast<int32_t>(std::stoul(in.name(at.name)));
    wanted = call.is_method ? operand - 1 : operand;
    for (const auto& [parameter, last] : callee.function->outputs)
      if (parameter == wanted) return {frame, last};
    return {value.frame, call.operands[static_cast<size_t>(operand)]};
  }
  if (call.is_constructor) {
    for (const auto& [parameter, last] : callee.function->outputs)
      if (parameter == kThis) return {frame, last};
    return {};
  }
  return callee.function->result == kNoValue ? Located{} : Located{frame, callee.function->result};
}

TextEvaluator::Items TextEvaluator::items(const Located& container, int depth) {
  Items made;
  if (!container || depth > kDeepest || --budget_ < 0) return made;
  const CodeValue& value = container.get();
  const FunctionRef& in = container.frame->function;
  const auto operand = [&](size_t i) { return Located{container.frame, value.operands[i]}; };
  switch (value.kind) {
    case ValueKind::kList:
      made.known = true;
      for (size_t i = 0; i < value.operands.size(); ++i) made.all.push_back(operand(i));
      made.certain = made.all.size();
      return made;
    case ValueKind::kWithField:
      // std::array holds one array; of other structures the fields are no elements.
      return in.name(value.name).ends_with("_M_elems") || in.name(value.name).ends_with("__elems_") ? items(operand(1), depth + 1) : made;
    case ValueKind::kParameter: return items(argument(container.frame, value.index), depth + 1);
    case ValueKind::kVariable: {
      const FunctionRef variable = program_.function(in.name(value.name));
      if (!variable || !variable.function->is_constant) return items_of_stores(in.name(value.name), depth + 1);
      if (variable.function->result == kNoValue) return made;
      return items({frame_of(variable), variable.function->result}, depth + 1);
    }
    case ValueKind::kField: {
      is_default_ = false;
      const Located found = field(operand(0), in.name(value.name), depth + 1);
      if (found) return items(found, depth + 1);
      if (!is_default_ && anywhere_) return items_of_stores(in.name(value.name), depth + 1);
      made.known = is_default_;
      return made;
    }
    case ValueKind::kChoice: {
      for (size_t i = 0; i < value.operands.size(); ++i) {
        Items one = items(operand(i), depth + 1);
        if (!one.known) return {};
        const size_t certain = i == 0 ? one.certain : std::min(made.certain, one.certain);
        if (i == 0 || one.all.size() > made.all.size()) made = std::move(one);
        made.certain = certain;
      }
      return made;
    }
    case ValueKind::kLoop: {
      made = items(operand(0), depth + 1);
      if (!made.known || value.operands.size() < 4) return made;
      return {};
    }
    case ValueKind::kResult:
    case ValueKind::kAfter: {
      const CodeCall& call = in.call(value.index);
      const std::string& name = in.name(call.callee);
      if (value.kind == ValueKind::kAfter && in.name(value.name) == "0" && adds_an_element(name) && call.operands.size() >= 2) {
        made = items({container.frame, call.operands[0]}, depth + 1);
        if (!made.known) return made;
        const bool is_certain = made.certain == made.all.size();
        made.all.push_back({container.frame, call.operands.back()});
        if (is_certain) made.certain = made.all.size();
        return made;
      }
      if (value.kind == ValueKind::kAfter && in.name(value.name) == "0" && is_accessor(name))
        return items({container.frame, call.operands[0]}, depth + 1);
      const bool is_begin = is_named(name, "begin") || is_named(name, "cbegin") || is_named(name, "data");
      if (value.kind == ValueKind::kResult && (is_begin || hands_on_its_operand(name)) && !call.operands.empty())
        return items({container.frame, call.operands[0]}, depth + 1);
      if (const Located next = entered(container, depth)) return items(next, depth + 1);
      if (value.kind == ValueKind::kResult && call.is_constructor && !program_.function(in.name(call.key))) {
        if (call.operands.empty()) {
          made.known = true;
          return made;
        }
        return items({container.frame, call.operands[0]}, depth + 1);
      }
      return made;
    }
    case ValueKind::kUnknown:
      if (in.name(value.name) == "operator[]=") return items_overwritten(container, depth);
      // `table + 3`: where in the table it starts is not followed.
      if (in.name(value.name) == "operator+" && !value.operands.empty()) return items(operand(0), depth + 1);
      // A container that is declared without a value is empty.
      made.known = value.operands.empty() && value.name != 0 && in.name(value.type).starts_with("std::");
      return made;
    default: return made;
  }
}

// `container[index] = value`: in its place, behind all others, or under a key.
TextEvaluator::Items TextEvaluator::items_overwritten(const Located& container, int depth) {
  const CodeValue& value = container.get();
  const Located pair{container.frame, value.operands[1]};
  const Located before{container.frame, value.operands[0]};
  Items made = items(before, depth + 1);
  // An array that is declared without elements has those that it is given.
  const CodeValue& base = before.get();
  if (!made.known && base.kind == ValueKind::kUnknown && base.operands.empty()) made.known = true;
  if (!made.known) return made;
  const Located index = resolve({pair.frame, pair.get().operands[0]}, depth + 1);
  const Located given{pair.frame, pair.get().operands[1]};
  const bool is_place = index && index.get().kind == ValueKind::kNumber && index.get().index >= 0;
  const auto place = is_place ? static_cast<size_t>(index.get().index) : 0;
  if (is_place && place < made.all.size() && made.all[place].get().kind != ValueKind::kList) made.all[place] = given;
  else if (is_place && place == made.all.size()) made.all.push_back(given);
  else made.all.push_back(pair);
  made.certain = std::max(made.certain, is_place ? place + 1 : size_t{0});
  made.certain = std::min(made.certain, made.all.size());
  return made;
}

std::vector<Located> TextEvaluator::elements(const Located& container) {
  budget_ = kBudget;
  return items(container, 0).all;
}

namespace {

bool is_same_key(const Located& a, const Located& b) {
  const CodeValue& x = a.get();
  const CodeValue& y = b.get();
  if (x.kind != y.kind || (x.kind != ValueKind::kText && x.kind != ValueKind::kNumber)) return false;
  return a.frame->function.name(x.name) == b.frame->function.name(y.name);
}

}  // namespace

// An element under a key that is known; else one of all, the rest in `others`.
Located TextEvaluator::element(const Located& container, const Located& key, int depth, std::vector<Located>& others) {
  const Items list = items(container, depth);
  if (!list.known || list.all.empty()) return {};
  const Located index = key ? resolve(key, depth + 1) : Located{};
  const auto is_pair = [&](const Located& item) {
    const CodeValue& value = item.get();
    return (value.kind == ValueKind::kResult && item.frame->function.call(value.index).operands.size() == 2 &&
            item.frame->function.name(item.frame->function.call(value.index).callee).starts_with("std::pair")) ||
           (value.kind == ValueKind::kList && value.operands.size() == 2);
  };
  const auto part = [](const Located& item, size_t which) {
    const CodeValue& value = item.get();
    return Located{item.frame, value.kind == ValueKind::kList ? value.operands[which] : item.frame->function.call(value.index).operands[which]};
  };
  const auto first = [&](const Located& item) { return part(item, 0); };
  const auto second = [&](const Located& item) { return part(item, 1); };
  const bool has_pairs = std::all_of(list.all.begin(), list.all.end(), is_pair);
  if (!has_pairs && index && index.get().kind == ValueKind::kNumber && index.get().index >= 0 &&
      static_cast<size_t>(index.get().index) < list.all.size())
    return list.all[static_cast<size_t>(index.get().index)];
  // A key that is known picks the entries that are under it, as far as theirs are known; the last one counts.
  if (has_pairs && index)
    for (size_t i = list.all.size(); i-- > 0;)
      if (const Located one = resolve(first(list.all[i]), depth + 1); one && is_same_key(one, index)) return second(list.all[i]);
  is_cut_ = is_cut_ || list.all.size() > kMostElements;
  for (size_t i = 1; i < list.all.size() && i < kMostElements; ++i)
    others.push_back(has_pairs && key ? second(list.all[i]) : list.all[i]);
  return has_pairs && key ? second(list.all[0]) : list.all[0];
}

// What a value may be that is an element of something: under a key, in a loop over it, or behind a pointer that walks over it.
std::vector<Located> TextEvaluator::any_element(const Located& value, int depth) {
  const Located at = resolve(value, depth + 1);
  if (!at) return {};
  const CodeValue& one = at.get();
  if (one.kind == ValueKind::kElement) {
    std::vector<Located> all;
    const Located key = one.operands.size() > 1 ? Located{at.frame, one.operands[1]} : Located{};
    if (const Located first = element({at.frame, one.operands[0]}, key, depth + 1, all)) all.insert(all.begin(), first);
    return all;
  }
  if (one.kind != ValueKind::kCarried) return {};
  for (const CodeValue& loop : at.frame->function.function->values) {
    if (loop.kind != ValueKind::kLoop || loop.operands.size() < 4 || loop.operands[3] != at.value) continue;
    const CodeValue& next = at.frame->function.value(loop.operands[1]);
    if (next.kind == ValueKind::kUnknown && at.frame->function.name(next.name) == "operator++")
      return items({at.frame, loop.operands[0]}, depth + 1).all;
  }
  return {};
}

Located TextEvaluator::resolve(const Located& value, int depth) {
  if (depth == 0) budget_ = kBudget;
  Located at = value;
  for (int step = 0; at && step < kDeepest && depth < kDeepest; ++step) {
    const CodeValue& one = at.get();
    const FunctionRef& in = at.frame->function;
    Located next;
    if (one.kind == ValueKind::kParameter) next = argument(at.frame, one.index);
    else if (one.kind == ValueKind::kField) next = field({at.frame, one.operands[0]}, in.name(one.name), depth + 1);
    else if (one.kind == ValueKind::kResult) {
      const CodeCall& call = in.call(one.index);
      if (hands_on_its_operand(in.name(call.callee)) && !call.operands.empty()) next = {at.frame, call.operands[0]};
      else if (!call.is_constructor) next = entered(at, depth);
      else if (!program_.function(in.name(call.key)) && call.operands.size() == 1) next = {at.frame, call.operands[0]};
    } else if (one.kind == ValueKind::kVariable) {
      const FunctionRef variable = program_.function(in.name(one.name));
      if (variable && variable.function->is_constant && variable.function->result != kNoValue)
        next = {frame_of(variable), variable.function->result};
    }
    if (!next) return at;
    at = next;
  }
  return at;
}

}  // namespace ringfence::program
