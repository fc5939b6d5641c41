#include "lint/history/plain_words.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "ringfence/secret_text.h"

namespace ringfence::history {

namespace {

constexpr std::string_view kMask = "***";
// Shorter ones are parts of ordinary words.
constexpr size_t kShortest = 4;

void replace_all(std::string& text, const std::string& what) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + kMask.size())) text.replace(at, what.size(), kMask);
}

std::string valid(const std::string& text) {
  using nlohmann::json;
  std::string made = json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
  for (char& c : made)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return made;
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front()) return std::string(text.substr(1, text.size() - 2));
  return std::string(text);
}

}  // namespace

PlainWords::PlainWords(const std::vector<Place>& secrets) {
  for (const Place& place : secrets) {
    if (!place) continue;
    const std::string value = unquoted(place.source->text(place.span));
    // What C++ hands over may be a name of the value and not the value.
    if (value.size() >= kShortest && !std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c == '_'; })) secrets_.push_back(value);
    else if (value.size() >= kShortest && unquoted(place.source->text(place.span)) != place.source->text(place.span)) secrets_.push_back(value);
  }
  std::sort(secrets_.begin(), secrets_.end(), [](const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
  secrets_.erase(std::unique(secrets_.begin(), secrets_.end()), secrets_.end());
}

std::string PlainWords::of(std::string_view text) const {
  std::string made(text);
  for (const std::string& secret : secrets_) replace_all(made, secret);
  for (size_t from = 0; from < made.size();) {
    const auto found = secret_in(std::string_view(made).substr(from));
    if (!found || found->end <= found->begin) break;
    made.replace(from + found->begin, found->end - found->begin, kMask);
    from += found->begin + kMask.size();
  }
  return valid(made);
}

std::string PlainWords::command(const std::vector<std::string>& words) const {
  static const std::regex kInUrl("(://[^/@:]*:)[^/@]*@");
  static const std::regex kInWords("(password\\s*=\\s*)('[^']*'|\\S+)", std::regex::icase);
  static const std::regex kInQuery("([?&]password=)[^&]*", std::regex::icase);
  std::string made;
  for (const std::string& word : words) {
    std::string shown = std::regex_replace(word, kInUrl, "$1***@");
    shown = std::regex_replace(std::regex_replace(shown, kInQuery, "$1***"), kInWords, "$1***");
    const bool is_plain = !word.empty() && word.find_first_of(" \t\n\"'\\$&|;<>()*?") == std::string::npos;
    made += (made.empty() ? "" : " ") + (is_plain ? shown : "'" + shown + "'");
  }
  return of(made);
}

}  // namespace ringfence::history
