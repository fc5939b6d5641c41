#include "lint/program/text_parts.h"

#include <algorithm>

namespace ringfence::program {

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

bool unite(std::vector<Text>& all, std::vector<Text> more, size_t most) {
  for (Text& one : more) {
    if (std::any_of(all.begin(), all.end(), [&](const Text& known) { return same(known, one); })) continue;
    if (all.size() >= most) return false;
    all.push_back(std::move(one));
  }
  return true;
}

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
  static constexpr std::string_view kNamespaces[] = {"std::", "fmt::", "absl::", "boost::", "pqxx::to_string", "folly::", "Poco::", "QString", "QByteArray", "QList", "QMap", "QHash", "QVector", "QVariant"};
  return std::any_of(std::begin(kNamespaces), std::end(kNamespaces), [&](std::string_view one) { return name.starts_with(one); });
}

bool is_text(const std::string& type) {
  return type.starts_with("std::basic_string") || type == "QString" || type == "QByteArray" || type == "char";
}

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

std::vector<Text> concatenated(const std::vector<Text>& left, const std::vector<Text>& right, bool* cut) {
  std::vector<Text> made;
  const size_t most = std::max({kMostVariants, left.size(), right.size()});
  for (const Text& a : left)
    for (const Text& b : right) {
      if (made.size() >= most || length(a) + length(b) > kLongest) {
        if (cut != nullptr) *cut = true;
        if (made.size() >= most) return made;
        continue;
      }
      Text both = a;
      both.insert(both.end(), b.begin(), b.end());
      made.push_back(std::move(both));
    }
  return made.empty() ? left : made;
}

bool waits_for_caller(const Text& text) {
  return std::any_of(text.begin(), text.end(), [](const TextPart& part) {
    if (!part.is_hole || part.is_number || part.is_quoted || part.is_quoted_name || !part.hole) return false;
    Located at = part.hole;
    for (int step = 0; at && step < 32; ++step) {
      const CodeValue& value = at.get();
      if (value.kind == ValueKind::kParameter) {
        const Located given = argument(at.frame, value.index);
        if (!given) return true;
        at = given;
      } else if ((value.kind == ValueKind::kField || value.kind == ValueKind::kWithField || value.kind == ValueKind::kElement) && !value.operands.empty()) {
        at = {at.frame, value.operands[0]};
      } else if (value.kind == ValueKind::kLoop || (value.kind == ValueKind::kUnknown && !value.operands.empty())) {
        at = {at.frame, value.operands[0]};
      } else if (value.kind == ValueKind::kCarried) {
        at = before_loop(at);
      } else if (value.kind == ValueKind::kResult || value.kind == ValueKind::kAfter) {
        // What another function makes of it stays unknown, whoever calls.
        const CodeCall& call = at.frame->function.call(value.index);
        if (call.operands.empty() || !(is_library(at.frame->function.name(call.callee)) || call.is_constructor)) return false;
        at = {at.frame, call.operands[0]};
      } else {
        return false;
      }
    }
    return false;
  });
}

}  // namespace ringfence::program
