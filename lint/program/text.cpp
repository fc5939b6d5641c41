// Evaluation of texts over the linked graphs of all units.
#include "lint/program/text.h"

#include <algorithm>

#include "lint/program/text_functions.h"

namespace ringfence::program {

namespace {

constexpr size_t kMostVariants = 24;
constexpr size_t kMostElements = 400;
constexpr size_t kLongest = 256 * 1024;
constexpr int kDeepest = 120;
constexpr int kDeepestFrame = 14;
constexpr int kBudget = 40'000;

Text constant(const std::string& text) {
  if (text.empty()) return {};
  TextPart part;
  part.text = text;
  return {part};
}

size_t length(const Text& text) {
  size_t sum = 0;
  for (const TextPart& part : text) sum += part.text.size() + 1;
  return sum;
}

bool same(const Text& a, const Text& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TextPart& x, const TextPart& y) {
    return x.text == y.text && x.is_hole == y.is_hole && x.hole == y.hole &&
           (x.segments.empty() ? y.segments.empty()
                               : !y.segments.empty() && x.unit == y.unit && x.segments[0].offset == y.segments[0].offset);
  });
}

void unite(std::vector<Text>& all, std::vector<Text> more, size_t most = kMostVariants) {
  for (Text& one : more) {
    if (all.size() >= most) return;
    if (std::none_of(all.begin(), all.end(), [&](const Text& known) { return same(known, one); })) all.push_back(std::move(one));
  }
}

// Cuts what a loop left behind its last piece: ", ", " AND ", " OR ", " UNION ALL ".
void trim_separator(Text& text) {
  static constexpr std::string_view kSeparators[] = {",", " and", " or", " union all", " union", ";"};
  while (!text.empty() && !text.back().is_hole) {
    std::string& last = text.back().text;
    while (!last.empty() && std::isspace(static_cast<unsigned char>(last.back())) != 0) last.pop_back();
    if (!last.empty()) {
      std::string lower = last;
      for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      for (const std::string_view separator : kSeparators)
        if (lower.size() >= separator.size() && lower.ends_with(separator)) {
          last.resize(last.size() - separator.size());
          break;
        }
    }
    if (!last.empty()) return;
    text.pop_back();
  }
}

bool is_character(const std::string& type) { return type == "char" || type == "wchar_t" || type == "char16_t" || type == "QChar"; }

bool is_numeric(const std::string& type) {
  static constexpr std::string_view kTypes[] = {"int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long", "short",
                                                "unsigned short", "double", "float", "bool", "long double", "unsigned char", "signed char"};
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

bool is_library(const std::string& name) {
  static constexpr std::string_view kNamespaces[] = {"std::", "fmt::", "absl::", "boost::", "folly::", "Poco::", "QString", "QByteArray", "QList"};
  return std::any_of(std::begin(kNamespaces), std::end(kNamespaces), [&](std::string_view one) { return name.starts_with(one); });
}

bool is_text(const std::string& type) {
  return type.starts_with("std::basic_string") || type == "QString" || type == "QByteArray" || type == "char";
}

// Separators where there is nothing to separate.
bool is_malformed(const Text& text) {
  std::string all;
  for (const TextPart& part : text) all += part.is_hole ? std::string("?") : part.text;
  std::string last;
  for (size_t i = 0; i < all.size();) {
    if (std::isspace(static_cast<unsigned char>(all[i])) != 0) {
      ++i;
      continue;
    }
    std::string token;
    if (std::isalpha(static_cast<unsigned char>(all[i])) == 0) token = all[i++];
    while (token.empty() ? true : std::isalpha(static_cast<unsigned char>(token[0])) != 0) {
      if (i >= all.size() || std::isalpha(static_cast<unsigned char>(all[i])) == 0) break;
      token += static_cast<char>(std::tolower(static_cast<unsigned char>(all[i++])));
    }
    const bool separates = token == "," || token == "and" || token == "or" || token == "union";
    const bool nothing = last.empty() || last == "," || last == "(" || last == "set" || last == "select" || last == "where" ||
                         last == "and" || last == "or" || last == "by" || last == "values" || last == "union";
    if (separates && nothing) return true;
    last = token;
  }
  return false;
}

}  // namespace

bool is_named(const std::string& name, std::string_view wanted) {
  if (name == wanted) return true;
  return name.size() > wanted.size() + 2 && name.ends_with(wanted) && name.compare(name.size() - wanted.size() - 2, 2, "::") == 0;
}

std::vector<Text> hole(const Located& value) {
  TextPart part;
  part.is_hole = true;
  part.hole = value;
  if (value) {
    part.unit = value.frame->function.unit;
    part.is_number = is_numeric(part.unit->name(value.get().type));
  }
  return {{part}};
}

// Where a value is written as an operand; else where it is made.
CodeRange written_at(const Located& value) {
  for (const CodeCall& call : value.frame->function.function->calls)
    for (size_t i = call.operands.size(); i-- > 0;)
      if (call.operands[i] == value.value && i < call.operand_at.size()) return call.operand_at[i];
  return value.get().at;
}

std::vector<Text> concatenated(const std::vector<Text>& left, const std::vector<Text>& right) {
  std::vector<Text> made;
  for (const Text& a : left)
    for (const Text& b : right) {
      if (made.size() >= kMostVariants) return made;
      if (length(a) + length(b) > kLongest) continue;
      Text both = a;
      both.insert(both.end(), b.begin(), b.end());
      made.push_back(std::move(both));
    }
  return made.empty() ? left : made;
}

// The texts of `value`, whose holes are handed on as what stands at `as`.
std::vector<Text> TextEvaluator::passed(const Located& value, const FramePtr& frame, const CodeRange& as, int depth) {
  std::vector<Text> made = of(value, depth);
  for (Text& text : made)
    for (TextPart& part : text)
      if (part.is_hole && part.trail.size() < 12) part.trail.emplace_back(frame, as);
  return made;
}

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

std::vector<Text> TextEvaluator::evaluate(const Located& value) {
  budget_ = kBudget;
  bound_.clear();
  return of(value, 0);
}

std::vector<Text> TextEvaluator::of(const Located& value, int depth) {
  if (!value || depth > kDeepest || --budget_ < 0) return hole(value);
  for (auto known = bound_.rbegin(); known != bound_.rend(); ++known)
    if (known->first == value) return known->second;
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const auto operand = [&](size_t i) { return Located{value.frame, at.operands[i]}; };
  switch (at.kind) {
    case ValueKind::kText: {
      TextPart part;
      part.text = in.name(at.name);
      part.segments = at.segments;
      part.unit = in.unit;
      part.in = in.function;
      if (part.text.empty()) return {Text{}};
      return {{part}};
    }
    case ValueKind::kNumber:
      if (is_character(in.name(at.type))) return {constant(std::string(1, static_cast<char>(at.index)))};
      return {constant(in.name(at.name))};
    case ValueKind::kParameter: {
      const Located given = argument(value.frame, at.index);
      if (!given) return hole(value);
      const CodeCall& call = value.frame->caller->function.call(value.frame->call);
      const size_t operand_index = static_cast<size_t>(std::find(call.operands.begin(), call.operands.end(), given.value) - call.operands.begin());
      return passed(given, given.frame, operand_index < call.operand_at.size() ? call.operand_at[operand_index] : call.at, depth + 1);
    }
    case ValueKind::kVariable: {
      const FunctionRef variable = program_.function(in.name(at.name));
      if (!variable || variable.function->result == kNoValue) return hole(value);
      return of({frame_of(variable), variable.function->result}, depth + 1);
    }
    case ValueKind::kField: {
      is_default_ = false;
      // `found->second` of what map::find() gave.
      if (in.name(at.name) == "std::pair::second")
        if (const Located entry = resolve(operand(0), depth + 1); entry && entry.get().kind == ValueKind::kResult) {
          const CodeCall& call = entry.frame->function.call(entry.get().index);
          if (is_named(entry.frame->function.name(call.callee), "find") && call.operands.size() == 2) return of_result(entry, depth + 1);
        }
      // A field of some element: of each of them.
      if (const CodeValue& object = operand(0).get(); object.kind == ValueKind::kElement) {
        std::vector<Located> elements;
        const Located container{value.frame, object.operands[0]};
        const Located key = object.operands.size() > 1 ? Located{value.frame, object.operands[1]} : Located{};
        if (const Located first = element(container, key, depth + 1, elements); first && !elements.empty()) {
          elements.insert(elements.begin(), first);
          std::vector<Text> all;
          for (const Located& one : elements)
            if (const Located part = field(one, in.name(at.name), depth + 1)) unite(all, of(part, depth + 1), kMostElements);
          if (!all.empty()) return all;
        }
      }
      const Located found = field(operand(0), in.name(at.name), depth + 1);
      if (found) return of(found, depth + 1);
      if (is_default_ && is_text(in.name(at.type))) return {Text{}};
      return of_constructors(value, in.name(at.name), depth);
    }
    case ValueKind::kElement: {
      std::vector<Located> others;
      const Located one = element(operand(0), at.operands.size() > 1 ? operand(1) : Located{}, depth + 1, others);
      if (!one) return hole(value);
      std::vector<Text> all = of(one, depth + 1);
      for (const Located& other : others) unite(all, of(other, depth + 1), kMostElements);
      return all;
    }
    case ValueKind::kChoice: {
      if (const std::optional<bool> holds = truth({value.frame, at.condition}, depth + 1); holds && at.operands.size() == 2)
        return of(operand(*holds ? 0 : 1), depth + 1);
      std::vector<Text> all;
      for (size_t i = 0; i < at.operands.size(); ++i) unite(all, of(operand(i), depth + 1));
      return all.empty() ? hole(value) : all;
    }
    case ValueKind::kResult: return of_result(value, depth);
    case ValueKind::kAfter: return of_after(value, depth);
    case ValueKind::kLoop: return of_loop(value, depth);
    case ValueKind::kList:
      return at.operands.size() == 1 ? of(operand(0), depth + 1) : hole(value);
    default: return hole(value);
  }
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
    bound_.emplace_back(carried, from);
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
      for (const ValueId id : elements) bound_.emplace_back(Located{value.frame, id}, element);
      std::vector<Text> next = round(texts);
      bound_.resize(bound_.size() - elements.size());
      next = best(std::move(next));
      const Text least = next.back();
      next.resize(std::min<size_t>(3, next.size()));
      if (!is_malformed(least)) unite(next, {least});
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

std::vector<Text> TextEvaluator::of_result(const Located& value, int depth) {
  const CodeCall& call = value.frame->function.call(value.get().index);
  bool known = false;
  std::vector<Text> made = of_call(value, call, SIZE_MAX, depth, known);
  if (known) return made;
  const FunctionRef callee = program_.function(value.frame->function.name(call.key));
  if (callee && callee.function->result != kNoValue && value.frame->depth < kDeepestFrame) {
    const Located result{called_frame(callee, value.frame, value.get().index), callee.function->result};
    return of(result, depth + 1);
  }
  // A foreign class that is made from a text is that text: query types, string views, paths.
  if (call.is_constructor && !callee && !call.operands.empty()) return of({value.frame, call.operands[0]}, depth + 1);
  if (call.is_constructor && call.operands.empty()) return {Text{}};
  return hole(value);
}

std::vector<Text> TextEvaluator::of_after(const Located& value, int depth) {
  const CodeValue& at = value.get();
  const FunctionRef& in = value.frame->function;
  const CodeCall& call = in.call(at.index);
  const size_t operand = static_cast<size_t>(std::stoul(in.name(at.name)));
  bool known = false;
  std::vector<Text> made = of_call(value, call, operand, depth, known);
  if (known) return made;
  const Located entered_value = entered(value, depth);
  return entered_value ? of(entered_value, depth + 1) : hole(value);
}

// A field of an object that comes from we know not where: what the constructors of its class make of it.
std::vector<Text> TextEvaluator::of_constructors(const Located& value, const std::string& field_name, int depth) {
  const size_t last = field_name.rfind("::");
  if (last == std::string::npos) return hole(value);
  const std::string owner = field_name.substr(0, last);
  const size_t before = owner.rfind("::");
  const std::string constructor = owner + "::" + (before == std::string::npos ? owner : owner.substr(before + 2));
  std::vector<Text> all;
  for (const FunctionRef& function : program_.named(constructor)) {
    if (!function.function->is_constructor) continue;
    for (const auto& [parameter, made] : function.function->outputs)
      if (parameter == kThis)
        if (const Located set = field({frame_of(function), made}, field_name, depth + 1)) unite(all, of(set, depth + 1));
  }
  const auto says_something = [](const Text& text) { return text.size() != 1 || !text[0].is_hole; };
  return std::any_of(all.begin(), all.end(), says_something) ? all : hole(value);
}

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

Located TextEvaluator::field(const Located& object, const std::string& name, int depth) {
  Located at = object;
  for (int step = 0; at && step < kDeepest && depth + step < 2 * kDeepest; ++step) {
    if (--budget_ < 0) return {};
    const CodeValue& value = at.get();
    const FunctionRef& in = at.frame->function;
    const auto operand = [&](size_t i) { return Located{at.frame, value.operands[i]}; };
    switch (value.kind) {
      case ValueKind::kWithField:
        if (in.name(value.name) == name) return operand(1);
        at = operand(0);
        break;
      case ValueKind::kParameter: at = argument(at.frame, value.index); break;
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
        if (is_part) return {};
        break;
      }
      case ValueKind::kChoice:
        for (size_t i = 0; i + 1 < value.operands.size(); ++i)
          if (const Located found = field(operand(i), name, depth + step + 1)) return found;
        at = operand(value.operands.size() - 1);
        break;
      case ValueKind::kLoop: at = operand(1); break;
      case ValueKind::kCarried: {
        // What the loop does not touch is as it was before.
        Located before;
        for (const CodeValue& one : in.function->values)
          if (one.kind == ValueKind::kLoop && one.operands.size() > 3 && one.operands[3] == at.value)
            before = {at.frame, one.operands[0]};
        at = before;
        break;
      }
      case ValueKind::kResult:
      case ValueKind::kAfter: {
        const CodeCall& call = in.call(value.index);
        if (value.kind == ValueKind::kResult && hands_on_its_operand(in.name(call.callee)) && !call.operands.empty()) {
          at = {at.frame, call.operands[0]};
          break;
        }
        const Located next = entered(at, depth);
        if (!next && call.is_constructor && call.operands.empty()) is_default_ = true;
        if (!next && value.kind == ValueKind::kResult && name.starts_with("std::pair::")) {
          const size_t part = name.ends_with("second") ? 1 : 0;
          return part < call.operands.size() ? Located{at.frame, call.operands[part]} : Located{};
        }
        at = next;
        break;
      }
      case ValueKind::kList:
        is_default_ = value.operands.empty();
        return {};
      default: return {};
    }
  }
  return {};
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
      if (!variable || variable.function->result == kNoValue) return made;
      return items({frame_of(variable), variable.function->result}, depth + 1);
    }
    case ValueKind::kField: {
      is_default_ = false;
      const Located found = field(operand(0), in.name(value.name), depth + 1);
      made.known = !found && is_default_;
      return found ? items(found, depth + 1) : made;
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
      if (value.kind == ValueKind::kAfter && in.name(value.name) == "0" && is_named(name, "reserve"))
        return items({container.frame, call.operands[0]}, depth + 1);
      if (value.kind == ValueKind::kResult && hands_on_its_operand(name) && !call.operands.empty())
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
      // A container that is declared without a value is empty.
      made.known = value.operands.empty() && value.name != 0 && in.name(value.type).starts_with("std::");
      return made;
    default: return made;
  }
}

std::vector<Located> TextEvaluator::elements(const Located& container) {
  budget_ = kBudget;
  return items(container, 0).all;
}

// An element under a key that is known; else one of all, the rest in `others`.
Located TextEvaluator::element(const Located& container, const Located& key, int depth, std::vector<Located>& others) {
  const Items list = items(container, depth);
  if (!list.known || list.all.empty()) return {};
  const auto is_pair = [&](const Located& item) {
    const CodeValue& value = item.get();
    return (value.kind == ValueKind::kResult && item.frame->function.call(value.index).operands.size() == 2 &&
            item.frame->function.name(item.frame->function.call(value.index).callee).starts_with("std::pair")) ||
           (value.kind == ValueKind::kList && value.operands.size() == 2);
  };
  const auto second = [&](const Located& item) {
    const CodeValue& value = item.get();
    return Located{item.frame, value.kind == ValueKind::kList ? value.operands[1] : item.frame->function.call(value.index).operands[1]};
  };
  const Located index = key ? resolve(key, depth + 1) : Located{};
  const bool has_pairs = std::all_of(list.all.begin(), list.all.end(), is_pair);
  if (!has_pairs && index && index.get().kind == ValueKind::kNumber && index.get().index >= 0 &&
      static_cast<size_t>(index.get().index) < list.all.size())
    return list.all[static_cast<size_t>(index.get().index)];
  for (size_t i = 1; i < list.all.size() && i < kMostElements; ++i)
    others.push_back(has_pairs && key ? second(list.all[i]) : list.all[i]);
  return has_pairs && key ? second(list.all[0]) : list.all[0];
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

std::vector<Text> TextEvaluator::joined(const Items& items, const Located& separator, int depth) {
  const std::vector<Text> between = separator ? of(separator, depth + 1) : std::vector<Text>{Text{}};
  const auto join = [&](size_t count) {
    std::vector<Text> made{Text{}};
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) made = concatenated(made, between);
      made = concatenated(made, of(items.all[i], depth + 1));
    }
    return made;
  };
  std::vector<Text> all = join(items.all.size());
  if (items.certain < items.all.size()) unite(all, join(items.certain));
  return all;
}

// The next argument of QString::arg or boost::format takes the lowest number that is left.
std::vector<Text> TextEvaluator::replaced(const std::vector<Text>& formats, const std::vector<Text>& with) {
  std::vector<Text> made;
  for (const Text& format : formats) {
    int lowest = 100;
    for (const TextPart& part : format)
      for (size_t at = part.text.find('%'); !part.is_hole && at != std::string::npos; at = part.text.find('%', at + 1)) {
        const size_t digit = at + 1 < part.text.size() && part.text[at + 1] == 'L' ? at + 2 : at + 1;
        if (digit < part.text.size() && std::isdigit(static_cast<unsigned char>(part.text[digit])) != 0)
          lowest = std::min(lowest, std::atoi(part.text.c_str() + digit) % 100);
      }
    if (lowest == 100) {
      made.push_back(format);
      continue;
    }
    std::vector<Text> one{Text{}};
    for (const TextPart& part : format) {
      size_t from = 0;
      for (size_t at = part.is_hole ? std::string::npos : part.text.find('%'); at != std::string::npos; at = part.text.find('%', at + 1)) {
        const size_t digit = at + 1 < part.text.size() && part.text[at + 1] == 'L' ? at + 2 : at + 1;
        if (digit >= part.text.size() || std::isdigit(static_cast<unsigned char>(part.text[digit])) == 0 ||
            std::atoi(part.text.c_str() + digit) % 100 != lowest)
          continue;
        size_t end = digit;
        while (end < part.text.size() && end < digit + 2 && std::isdigit(static_cast<unsigned char>(part.text[end])) != 0) ++end;
        if (end < part.text.size() && part.text[end] == '%') ++end;  // boost's %1%
        one = concatenated(concatenated(one, {{cut(part, from, at)}}), with);
        from = end;
        at = end - 1;
      }
      one = concatenated(one, {{from == 0 ? part : cut(part, from, part.text.size())}});
    }
    unite(made, std::move(one));
  }
  return made;
}

std::vector<Text> TextEvaluator::formatted(const std::vector<Text>& formats, const std::vector<Located>& arguments, char dialect,
                                           int depth) {
  std::vector<Text> made;
  for (const Text& format : formats) {
    std::vector<Text> one{Text{}};
    size_t next = 0;
    for (const TextPart& part : format) {
      if (part.is_hole) {
        one = concatenated(one, {{part}});
        continue;
      }
      for (const FormatPiece& piece : format_pieces(part.text, dialect, next)) {
        if (!piece.is_argument) {
          TextPart text = cut(part, piece.begin, piece.end);
          if (piece.is_escape) text.text = text.text.substr(0, 1);
          if (!text.text.empty()) one = concatenated(one, {{text}});
          continue;
        }
        std::vector<Text> given = hole({});
        if (piece.argument < arguments.size()) {
          const Located& argument_given = arguments[piece.argument];
          given = passed(argument_given, argument_given.frame, written_at(argument_given), depth + 1);
        }
        for (Text& text : given)
          for (TextPart& inner : text) inner.is_number = inner.is_number || (inner.is_hole && piece.is_number);
        one = concatenated(one, given);
      }
    }
    unite(made, std::move(one));
  }
  return made;
}

// What a caller passes for `...`.
std::vector<Located> TextEvaluator::variadic(const FramePtr& frame) {
  std::vector<Located> made;
  if (frame->caller == nullptr) return made;
  const CodeCall& call = frame->caller->function.call(frame->call);
  for (size_t i = frame->function.function->parameters.size() + (call.is_method ? 1 : 0); i < call.operands.size(); ++i)
    made.push_back({frame->caller, call.operands[i]});
  return made;
}

std::vector<Text> TextEvaluator::of_call(const Located& value, const CodeCall& call, size_t after, int depth, bool& known) {
  const FunctionRef& in = value.frame->function;
  const std::string& name = in.name(call.callee);
  const bool is_result = after == SIZE_MAX;
  const auto operand = [&](size_t i) { return Located{value.frame, call.operands[i]}; };
  const auto given = [&](size_t i) {
    return passed(operand(i), value.frame, i < call.operand_at.size() ? call.operand_at[i] : call.at, depth + 1);
  };
  const auto rest = [&](size_t from) {
    std::vector<Located> arguments;
    for (size_t i = from; i < call.operands.size(); ++i) arguments.push_back(operand(i));
    return arguments;
  };
  const auto quoted = [&](bool is_name) {
    std::vector<Text> made = hole(value);
    made[0][0].is_quoted = !is_name;
    made[0][0].is_quoted_name = is_name;
    return made;
  };
  const auto is_one_of = [&](const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return is_named(name, one); });
  };
  known = true;
  if (is_result && is_one_of(quoting_values)) return quoted(false);
  if (is_result && is_one_of(quoting_names)) return quoted(true);
  // A function that says of itself that it formats like printf: into an operand in front of the format, or as its result.
  if (call.format >= 0 && static_cast<size_t>(call.format) < call.operands.size() && text_function(name, call.operands.size()) == TextFunction::kNone) {
    const auto format = static_cast<size_t>(call.format);
    const bool returns_text = is_text(in.name(call.type)) && in.name(call.type) != "char";
    if (is_result ? returns_text : after < format) {
      std::vector<Text> made = formatted(given(format), rest(format + 1), '%', depth);
      const auto says_nothing = [](const Text& text) { return text.size() == 1 && text[0].is_hole; };
      if (!std::all_of(made.begin(), made.end(), says_nothing)) return made;
    }
  }
  // The project's own functions are looked into, whatever they are called.
  // But a library that lies in the tree is known better from its name.
  if (!is_library(name) && program_.function(in.name(call.key))) {
    known = false;
    return {};
  }
  const TextFunction function = text_function(name, call.operands.size());
  const bool of_object = is_result || after == 0;
  switch (function) {
    case TextFunction::kOperand:
      if (is_result && !call.operands.empty()) return given(0);
      break;
    case TextFunction::kStarts:
      if (of_object && call.operands.size() >= 2) return given(1);
      break;
    case TextFunction::kAppend:
      if (of_object && call.operands.size() >= 2) {
        const CodeValue& added = operand(1).get();
        if (added.kind == ValueKind::kFunction) {
          const std::string& manipulator = in.name(added.name);
          return concatenated(given(0), {constant(is_named(manipulator, "endl") ? "\n" : "")});
        }
        if (added.kind == ValueKind::kResult && is_manipulator(in.name(in.call(added.index).callee))) return given(0);
        std::vector<Text> made = given(0);
        for (size_t i = 1; i < call.operands.size() && (i == 1 || name.starts_with("absl::")); ++i)
          made = concatenated(made, given(i));
        return made;
      }
      break;
    case TextFunction::kPrepend:
      if (of_object && call.operands.size() >= 2) return concatenated(given(call.operands.size() - 1), given(0));
      break;
    case TextFunction::kAssign:
      if (of_object && call.operands.size() >= 2) return given(1);
      if (is_result && call.operands.size() == 1) return given(0);
      break;
    case TextFunction::kClear:
      if (after == 0) return {Text{}};
      break;
    case TextFunction::kTrim:
      if (of_object && !call.operands.empty()) {
        std::vector<Text> made = given(0);
        for (Text& text : made) trim_separator(text);
        return made;
      }
      break;
    case TextFunction::kConcatenate:
      if (is_result) {
        std::vector<Text> made{Text{}};
        for (size_t i = 0; i < call.operands.size(); ++i) made = concatenated(made, given(i));
        return made;
      }
      break;
    case TextFunction::kNumber:
      if (is_result) {
        std::vector<Text> made = hole(value);
        made[0][0].is_number = call.operands.empty() || is_numeric(in.name(operand(0).get().type));
        if (!made[0][0].is_number && !call.operands.empty()) return given(0);
        return made;
      }
      break;
    case TextFunction::kBraces:
      if (is_result && !call.operands.empty()) {
        std::vector<Located> arguments = rest(1);
        // vformat(format, make_format_args(a, b))
        if (arguments.size() == 1)
          if (const Located packed = resolve(arguments[0], depth + 1); packed && packed.get().kind == ValueKind::kResult) {
            const CodeCall& packing = packed.frame->function.call(packed.get().index);
            if (is_named(packed.frame->function.name(packing.callee), "make_format_args")) {
              arguments.clear();
              for (const ValueId one : packing.operands) arguments.push_back({packed.frame, one});
            }
          }
        return formatted(given(0), arguments, '{', depth);
      }
      break;
    case TextFunction::kPrintf:
      if (is_result && !call.operands.empty()) {
        const size_t format = call.format >= 0 ? static_cast<size_t>(call.format) : 0;
        if (format < call.operands.size()) return formatted(given(format), rest(format + 1), '%', depth);
      }
      break;
    case TextFunction::kPrintfTo: {
      const size_t format = call.format >= 0 ? static_cast<size_t>(call.format) : name.ends_with("snprintf") ? 2 : 1;
      if (after == 0 && format < call.operands.size())
        return formatted(given(format), is_named(name, "vsnprintf") ? variadic(value.frame) : rest(format + 1), '%', depth);
      break;
    }
    case TextFunction::kSubstitute:
      if (is_result && !call.operands.empty()) return formatted(given(0), rest(1), '$', depth);
      break;
    case TextFunction::kNumberedArguments:
      if (of_object && call.operands.size() >= 2) {
        std::vector<Text> made = given(0);
        // Further operands of arg(number, width, base) are no texts.
        const size_t last = is_numeric(in.name(operand(1).get().type)) ? 2 : call.operands.size();
        for (size_t i = 1; i < last; ++i)
          if (i == 1 || !is_numeric(in.name(operand(i).get().type))) made = replaced(made, given(i));
        return made;
      }
      break;
    case TextFunction::kJoin:
      if (is_result && call.operands.size() >= 2) {
        const Items list = items(operand(0), depth + 1);
        if (list.known) return joined(list, operand(1), depth);
        return hole(value);
      }
      break;
    case TextFunction::kCopyTo:
      if (of_object && call.operands.size() >= 2) return given(1);
      break;
    case TextFunction::kElement:
      if (is_result && !call.operands.empty()) {
        std::vector<Located> others;
        const Located one = element(operand(0), call.operands.size() > 1 ? operand(1) : Located{}, depth + 1, others);
        if (!one) return hole(value);
        std::vector<Text> all = of(one, depth + 1);
        for (const Located& other : others) unite(all, of(other, depth + 1), kMostElements);
        return all;
      }
      break;
    case TextFunction::kEither:
      if (is_result && call.operands.size() >= 2) {
        std::vector<Text> all = given(0);
        unite(all, given(1));
        return all;
      }
      break;
    case TextFunction::kUnchanged:
      if (after == 0) return given(0);
      break;
    case TextFunction::kNone: break;
  }
  known = false;
  return {};
}

}  // namespace ringfence::program
