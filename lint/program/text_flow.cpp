// Texts by the way that the program takes: conditions, branches, loops.
#include <algorithm>

#include "lint/program/text.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

// Whether a condition holds, where what it asks is known.
std::optional<bool> TextEvaluator::truth(const Located& condition, int depth) {
  if (!condition || depth > kDeepest || --budget_ < 0) return std::nullopt;
  const Located at = resolve(condition, depth + 1);
  if (!at) return std::nullopt;
  const CodeValue& value = at.get();
  const FunctionRef& in = at.frame->function;
  if (value.kind == ValueKind::kNumber && value.index >= 0) return value.index != 0;
  if (value.kind == ValueKind::kUnknown && !value.operands.empty()) {
    const std::string& name = in.name(value.name);
    const Located first{at.frame, value.operands[0]};
    if (name == "operator!") {
      const std::optional<bool> inner = truth(first, depth + 1);
      return inner ? std::optional(!*inner) : std::nullopt;
    }
    if ((name == "operator==" || name == "operator!=") && value.operands.size() == 2) {
      const Located a = resolve(first, depth + 1), b = resolve({at.frame, value.operands[1]}, depth + 1);
      if (a && b && a.get().kind == ValueKind::kNumber && b.get().kind == ValueKind::kNumber && a.get().index >= 0)
        return (a.get().index == b.get().index) == (name == "operator==");
    }
    return std::nullopt;
  }
  if (value.kind != ValueKind::kResult) return std::nullopt;
  const CodeCall& call = in.call(value.index);
  const std::string& name = in.name(call.callee);
  if (call.operands.empty() || !(is_named(name, "empty") || is_named(name, "isEmpty"))) return std::nullopt;
  const Located object{at.frame, call.operands[0]};
  if (!is_text(in.name(object.get().type))) {
    const Items list = items(object, depth + 1);
    if (!list.known || (list.certain == 0 && !list.all.empty())) return std::nullopt;
    return list.all.empty();
  }
  const std::vector<Text> texts = of(object, depth + 1);
  const auto has_words = [](const Text& text) {
    return std::any_of(text.begin(), text.end(), [](const TextPart& part) { return !part.is_hole && !part.text.empty(); });
  };
  if (std::all_of(texts.begin(), texts.end(), [](const Text& text) { return text.empty(); })) return true;
  if (std::all_of(texts.begin(), texts.end(), has_words)) return false;
  return std::nullopt;
}

// One of both ways, where it is known which.
std::vector<Text> TextEvaluator::of_choice(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const auto operand = [&](size_t i) { return Located{value.frame, at.operands[i]}; };
  if (const std::optional<bool> holds = truth({value.frame, at.condition}, depth + 1); holds && at.operands.size() == 2)
    return of(operand(*holds ? 0 : 1), depth + 1);
  std::vector<Text> all;
  for (size_t i = 0; i < at.operands.size(); ++i) unite(all, of(operand(i), depth + 1));
  return all.empty() ? hole(value) : all;
}

// Before the loop, then rounds: none, one, two; over a list that is known, all of its elements.
std::vector<Text> TextEvaluator::of_loop(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const Located before{value.frame, at.operands[0]}, after{value.frame, at.operands[1]};
  const Located over = at.operands.size() > 2 && at.operands[2] != kNoValue ? Located{value.frame, at.operands[2]} : Located{};
  const Located carried = at.operands.size() > 3 ? Located{value.frame, at.operands[3]} : Located{};
  const std::vector<Text> start = of(before, depth + 1);
  if (!carried) return start;
  const auto round = [&](const std::vector<Text>& from) {
    bind(carried, from);
    std::vector<Text> made = of(after, depth + 1);
    bound_.pop_back();
    return made;
  };
  // The longest that makes sense comes first: it has the separators between its pieces, and none in front.
  const auto best = [](std::vector<Text> texts) {
    std::stable_sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) {
      const bool bad = is_malformed(a), worse = is_malformed(b);
      return bad != worse ? worse : length(a) > length(b);
    });
    return texts;
  };
  const Items list = over ? items(over, depth + 1) : Items{};
  if (list.known && !list.all.empty() && list.all.size() <= 64) {
    std::vector<Text> texts = start;
    std::vector<ValueId> elements;
    for (size_t i = 0; i < value.frame->function.function->values.size(); ++i) {
      const CodeValue& one = value.frame->function.function->values[i];
      if (one.kind == ValueKind::kElement && one.operands.size() == 1 && one.operands[0] == over.value)
        elements.push_back(static_cast<ValueId>(i));
    }
    for (const Located& item : list.all) {
      const std::vector<Text> element = of(item, depth + 1);
      for (const ValueId id : elements) bind({value.frame, id}, element);
      std::vector<Text> next = round(texts);
      bound_.erase(bound_.end() - static_cast<ptrdiff_t>(elements.size()), bound_.end());
      next = best(std::move(next));
      // Of the others most lack a separator, and parse all the same.
      is_cut_ = is_cut_ || (next.size() > 1 && !is_malformed(next[1]));
      next.resize(1);
      texts = std::move(next);
    }
    if (list.certain == 0) unite(texts, start);
    return texts;
  }
  std::vector<Text> all = best(round(start));
  const std::vector<Text> once = all;
  unite(all, start);
  if (once.size() <= 4) {
    std::vector<Text> twice = round(once);
    unite(all, best(std::move(twice)));
  }
  return all;
}

// `{'a', 'b', '\0'}`
std::vector<Text> TextEvaluator::of_characters(const Located& list) {
  const FunctionRef& in = list.frame->function;
  std::string made;
  for (const ValueId one : list.get().operands) {
    if (one == kNoValue) return hole(list);
    const CodeValue& character = in.value(one);
    if (character.kind != ValueKind::kNumber || character.index < 0 || !is_character(in.name(character.type))) return hole(list);
    if (character.index == 0) break;
    made += static_cast<char>(character.index);
  }
  return list.get().operands.empty() ? hole(list) : std::vector<Text>{constant(made)};
}

}  // namespace ringfence::program
