// Which files may define a function or set a variable, by what they spell.
#include <cctype>
#include <set>
#include <string_view>
#include <unordered_map>

#include "lint/extraction/digest.h"
#include "ringfence/units.h"

namespace ringfence {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

struct WantedName {
  std::string last;   ///< "c_str" of "crm::Text::c_str"
  std::string owner;  ///< "Text"; empty where there is none.
};

WantedName wanted_name(const std::string& name) {
  const size_t colon = name.rfind("::");
  if (colon == std::string::npos) return {name, {}};
  const std::string owner = name.substr(0, colon);
  const size_t before = owner.rfind("::");
  return {name.substr(colon + 2), before == std::string::npos ? owner : owner.substr(before + 2)};
}

using WantedNames = std::unordered_map<std::string, std::vector<WantedName>>;  // By their last part.

// The words of one file, outside of comments and strings.
class Definitions {
 public:
  Definitions(std::string_view text, const WantedNames& wanted) : text_(text), wanted_(wanted) {}

  bool any() {
    for (at_ = 0; at_ < text_.size();) {
      const char c = text_[at_];
      if (text_.substr(at_, 2) == "//") at_ = std::min(text_.find('\n', at_), text_.size());
      else if (text_.substr(at_, 2) == "/*") at_ = std::min(text_.find("*/", at_ + 2), text_.size());
      else if (c == '"' || c == '\'') at_ = behind_quotes(at_);
      else if (is_word(c)) word();
      else ++at_;
    }
    for (const std::string& owner : owners_)
      if (words_.contains(owner)) return true;
    return is_function_;
  }

 private:
  size_t behind_quotes(size_t at) const {
    const char quote = text_[at];
    // An apostrophe between digits only parts them.
    if (quote == '\'' && at > 0 && is_word(text_[at - 1])) return at + 1;
    for (++at; at < text_.size() && text_[at] != quote && text_[at] != '\n'; ++at)
      if (text_[at] == '\\') ++at;
    return at + 1;
  }

  size_t behind_space(size_t at) const {
    while (at < text_.size() && std::isspace(static_cast<unsigned char>(text_[at])) != 0) ++at;
    return at;
  }

  size_t behind_parentheses(size_t at) const {
    for (int open = 0; at < text_.size();) {
      const char c = text_[at];
      if (c == '"' || c == '\'') {
        at = behind_quotes(at);
        continue;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      ++at;
      if (open == 0) break;
    }
    return at;
  }

  void word() {
    const size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    std::string spelled(text_.substr(begin, at_ - begin));
    if (spelled == "operator") spelled += operator_name();
    else words_.insert(spelled);
    const auto found = wanted_.find(spelled);
    if (found == wanted_.end()) return;
    if (starts_a_body(at_)) is_function_ = true;
    else if (is_set(begin))
      for (const WantedName& name : found->second) {
        if (name.owner.empty()) is_function_ = true;
        else owners_.insert(name.owner);
      }
  }

  std::string operator_name() {
    size_t at = behind_space(at_);
    if (at < text_.size() && is_word(text_[at])) return " conversion";
    const size_t begin = at;
    if (text_.substr(at, 2) == "()") at += 2;
    else while (at < text_.size() && text_[at] != '(' && std::isspace(static_cast<unsigned char>(text_[at])) == 0) ++at;
    at_ = at;
    return std::string(text_.substr(begin, at - begin));
  }

  // `name(…) {`, `name(…) const`, `name(…) : field(…)`; a call goes on otherwise.
  bool starts_a_body(size_t at) const {
    at = behind_space(at);
    if (at >= text_.size() || text_[at] != '(') return false;
    at = behind_space(behind_parentheses(at));
    if (at >= text_.size()) return false;
    if (text_[at] == '{' || (text_[at] == ':' && text_.substr(at, 2) != "::") || text_.substr(at, 2) == "->") return true;
    for (const std::string_view next : {"const", "noexcept", "override", "final", "try", "requires"})
      if (text_.substr(at).starts_with(next)) return true;
    return false;
  }

  // `name = …`, `name{…}`, `name[…] = …`, `name += …`, `name << …`, `name.append(…)`, or in the list of a constructor.
  bool is_set(size_t begin) const {
    const size_t at = behind_space(at_);
    const std::string_view next = text_.substr(at, 2);
    if (next.empty() || next == "==") return false;
    if (next[0] == '=' || next[0] == '{' || next[0] == '[' || next[0] == '.' || next == "->" || next == "+=" || next == "<<") return true;
    if (next[0] != '(') return false;
    size_t before = begin;
    while (before > 0 && std::isspace(static_cast<unsigned char>(text_[before - 1])) != 0) --before;
    return before > 0 && (text_[before - 1] == ',' || text_[before - 1] == ':') && (before < 2 || text_[before - 2] != ':');
  }

  std::string_view text_;
  const WantedNames& wanted_;
  size_t at_ = 0;
  bool is_function_ = false;
  std::set<std::string> words_, owners_;
};

}  // namespace

std::vector<size_t> units_that_define(const std::vector<CompileCommand>& commands, const std::vector<std::string>& names) {
  WantedNames wanted;
  for (const std::string& name : names) {
    WantedName one = wanted_name(name);
    wanted[one.last].push_back(std::move(one));
  }
  std::vector<size_t> made;
  for (size_t i = 0; i < commands.size(); ++i) {
    std::string bytes;
    if (extraction::read_bytes(commands[i].file, bytes) && Definitions(bytes, wanted).any()) made.push_back(i);
  }
  return made;
}

}  // namespace ringfence
