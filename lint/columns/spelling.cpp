#include "lint/columns/spelling.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace ringfence::columns {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }

// Letters of two bytes in UTF-8, and how they are written without accents.
struct Accent {
  unsigned code;
  const char* plain;
};

constexpr Accent kAccents[] = {
    {0xDF, "ss"}, {0xE6, "ae"}, {0xF8, "o"}, {0x11F, "g"}, {0x131, "i"}, {0x130, "i"}, {0x15F, "s"}, {0x153, "oe"},
    {0x105, "a"}, {0x107, "c"}, {0x119, "e"}, {0x142, "l"}, {0x144, "n"}, {0x15B, "s"}, {0x17A, "z"}, {0x17C, "z"},
    {0x10D, "c"}, {0x10F, "d"}, {0x11B, "e"}, {0x148, "n"}, {0x159, "r"}, {0x161, "s"}, {0x165, "t"}, {0x16F, "u"},
    {0x17E, "z"}, {0x151, "o"}, {0x171, "u"}};

// Latin-1's small letters from 0xE0 on.
constexpr std::string_view kLatin = "aaaaaaaceeeeiiiidnooooo/ouuuuypy";

std::string without_accent(unsigned code) {
  const unsigned small = code >= 0xC0 && code <= 0xDE && code != 0xD7 ? code + 0x20 : code;
  for (const Accent& accent : kAccents)
    if (accent.code == small || (small > 0xFF && accent.code == small + 1 && small % 2 == 0)) return accent.plain;
  if (small >= 0xE0 && small <= 0xFF && small != 0xF7) return std::string(1, kLatin[small - 0xE0]);
  return "_";
}

// `name` in ASCII, capitals kept where they are ASCII.
std::string ascii(std::string_view name) {
  std::string made;
  for (size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < 0x80) made += name[i];
    else if ((byte & 0xE0) == 0xC0 && i + 1 < name.size())
      made += without_accent(((byte & 0x1Fu) << 6) | (static_cast<unsigned char>(name[++i]) & 0x3Fu));
    else if (made.empty() || made.back() != '_') made += '_';
  }
  return made;
}

// A new word begins at `i`: fooBar, IPAddress.
bool begins_word(std::string_view name, size_t i) {
  if (i == 0 || !is_upper(name[i])) return false;
  if (is_lower(name[i - 1]) || is_digit(name[i - 1])) return true;
  return is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]);
}

bool may_be_cut_out(std::string_view word) {
  return word.size() >= 3 || word == "id" || word == "ip" || word == "no" || word == "of";
}

}  // namespace

std::string plain_letters(std::string_view text) {
  std::string made = ascii(text);
  std::transform(made.begin(), made.end(), made.begin(), [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
  return made;
}

std::vector<std::string> pieces_of(std::string_view name) {
  const std::string plain = ascii(name);
  // All capitals and digits: capitals say nothing about words.
  const bool has_lower = std::any_of(plain.begin(), plain.end(), is_lower);
  std::vector<std::string> pieces(1);
  for (size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (!is_letter(c) && !is_digit(c)) {
      if (!pieces.back().empty()) pieces.emplace_back();
      continue;
    }
    if (has_lower && begins_word(plain, i) && !pieces.back().empty()) pieces.emplace_back();
    pieces.back() += is_upper(c) ? static_cast<char>(c + 32) : c;
  }
  if (pieces.back().empty()) pieces.pop_back();
  // "oAuth", "eMail", "iPhone": one letter before a capital is no word.
  for (size_t i = 0; i + 1 < pieces.size(); ++i)
    if ((pieces[i] == "o" && pieces[i + 1].starts_with("auth")) || (pieces[i] == "e" && pieces[i + 1] == "mail")) {
      pieces[i] += pieces[i + 1];
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  return pieces;
}

std::string singular(const std::string& word) {
  static const std::unordered_map<std::string, std::string> kIrregular = {
      {"cookies", "cookie"}, {"selfies", "selfie"}, {"movies", "movie"}, {"calories", "calorie"}, {"people", "person"},
      {"persons", "person"}, {"children", "child"},  {"ids", "id"},      {"ips", "ip"},           {"alumni", "alumnus"}};
  if (const auto found = kIrregular.find(word); found != kIrregular.end()) return found->second;
  const size_t n = word.size();
  if (n < 4 || word.back() != 's' || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) return word;
  if (word.ends_with("ies") && n > 4) return word.substr(0, n - 3) + "y";
  for (const char* ending : {"sses", "shes", "ches", "xes"})
    if (word.ends_with(ending)) return word.substr(0, n - 2);
  return word.substr(0, n - 1);
}

std::vector<std::string> cut_at_words(const std::string& word, const std::function<bool(const std::string&)>& is_known) {
  constexpr size_t kLongest = 40;
  if (word.size() > kLongest) return {};
  // parts[i]: how many words the first i letters are at least; from[i]: where the last of them begins.
  std::array<size_t, kLongest + 1> parts{};
  std::array<size_t, kLongest + 1> from{};
  for (size_t end = 1; end <= word.size(); ++end) {
    parts[end] = kLongest;
    for (size_t begin = 0; begin < end; ++begin) {
      if (parts[begin] >= parts[end]) continue;
      const std::string part = word.substr(begin, end - begin);
      if (!may_be_cut_out(part) || !is_known(part) || parts[begin] + 1 >= parts[end]) continue;
      parts[end] = parts[begin] + 1;
      from[end] = begin;
    }
  }
  if (parts[word.size()] >= kLongest) return {};
  std::vector<std::string> made;
  for (size_t end = word.size(); end > 0; end = from[end]) made.insert(made.begin(), word.substr(from[end], end - from[end]));
  return made;
}

}  // namespace ringfence::columns
