#include "lint/policy/toml_text.h"

#include <algorithm>

namespace ringfence::policy {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

uint32_t offset_of(const Source& source, const toml::source_position& at) {
  const std::string_view text = source.text();
  size_t offset = source.line_begin(std::max<uint32_t>(at.line, 1));
  // The parser does not count the mark.
  if (offset == 0 && text.starts_with(kByteOrderMark)) offset = kByteOrderMark.size();
  for (uint32_t column = 1; column < at.column && offset < text.size() && text[offset] != '\n'; ++column) {
    ++offset;
    while (offset < text.size() && continues_character(text[offset])) ++offset;
  }
  return static_cast<uint32_t>(std::min(offset, text.size()));
}

// Offset behind the string that starts at `at`; the end of the text where it is not closed.
size_t string_end(std::string_view text, size_t at) {
  const char quote = text[at];
  const std::string triple(3, quote);
  const bool multiline = text.substr(at, 3) == triple;
  size_t end = at + (multiline ? 3 : 1);
  while (end < text.size()) {
    if (quote == '"' && text[end] == '\\') {
      end += 2;
      continue;
    }
    if (multiline ? text.substr(end, 3) == triple : text[end] == quote) break;
    if (!multiline && text[end] == '\n') return text.size();
    ++end;
  }
  end += multiline ? 3 : 1;
  // Up to two quotes may stand right before the closing three.
  while (multiline && end < text.size() && text[end] == quote) ++end;
  return std::min(end, text.size());
}

}  // namespace

Place place_of(const Source& source, const toml::source_region& region) {
  uint32_t begin = offset_of(source, region.begin);
  const auto size = static_cast<uint32_t>(source.text().size());
  // What is missing at the end of the text is shown at its last character.
  while (begin > 0 && (begin == size || continues_character(source.text()[begin]))) --begin;
  uint32_t end = std::max(offset_of(source, region.end), std::min(begin + 1, size));
  while (end < size && continues_character(source.text()[end])) ++end;
  return {&source, {begin, end}};
}

std::optional<Place> too_deep_key(const Source& source) {
  constexpr int kMostDots = 256;
  const std::string_view text = source.text();
  int dots = 0;
  int open = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '"':
      case '\'': at = string_end(text, at) - 1; break;
      case '#': at = std::min(text.find('\n', at), text.size()) - 1; break;
      case '[':
      case '{': ++open; break;
      case ']':
      case '}': --open; break;
      case '\n':
        if (open <= 0) dots = open = 0;
        break;
      case '.':
        if (++dots > kMostDots) return Place{&source, {static_cast<uint32_t>(at), static_cast<uint32_t>(at) + 1}};
        break;
      default: break;
    }
  }
  return std::nullopt;
}

}  // namespace ringfence::policy
