#include "lint/policy/term.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace ringfence::policy {

namespace {

constexpr std::string_view kForms =
    "a term is a parameter (\"$1\", \"@org_id\"), a call (\"current_setting('app.org_id')\") or a field of one "
    "(\"auth.jwt() "
    "->> 'org_id'\")";

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool starts_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }
bool is_word(char c) { return starts_word(c) || is_digit(c); }

template <size_t kCount>
bool is_one_of(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return same_folded(word, one); });
}

constexpr std::array<std::string_view, 3> kLiteralWords = {"true", "false", "null"};
// Longest first.
constexpr std::array<std::string_view, 4> kFieldOperators = {"->>", "#>>", "->", "#>"};
// Three names of one value.
constexpr std::array<std::string_view, 3> kCurrentUser = {"current_user", "current_role", "user"};
// What may follow the first word of a type's name.
constexpr std::array<std::string_view, 6> kTypeWords = {"varying", "precision", "with", "without", "time", "zone"};

bool is_parameter(std::string_view term) {
  return std::string_view("$@:#%").find(term[0]) != std::string_view::npos || term.substr(0, 4) == "ANY(";
}

// Statements are compared by their constants' text, whatever their type.
std::string as_string(const std::string& constant) {
  return is_digit(constant[0]) || constant[0] == '-' ? "'" + constant + "'" : constant;
}

// Recursive descent; a function answers nothing where its construct does not stand, or where it complained.
class TermParser {
 public:
  explicit TermParser(std::string_view text) : text_(text) {}

  TermReading read() {
    std::optional<std::string> value = term();
    if (value && !at_end()) {
      value.reset();
      complain_about_rest();
    }
    if (value) return {*value, std::nullopt};
    if (!complaint_) complain(fmt::format("{} is no term", quoted(text_)), std::string(kForms));
    return {std::string(text_), complaint_};
  }

 private:
  using Text = std::optional<std::string>;

  Text term() {
    if (++depth_ > kDeepest) return std::nullopt;
    Text made = take('(') ? in_parentheses() : simple_term();
    --depth_;
    if (made) skip_casts();
    return made ? field_of(*made) : std::nullopt;
  }

  // `auth.jwt() -> 'app_metadata' ->> 'org_id'`: a claim of a token.
  Text field_of(std::string whole) {
    for (std::string_view sign = field_operator(); !sign.empty(); sign = field_operator()) {
      if (is_parameter(whole)) return complain_about_parameter();
      at_ += sign.size();
      const Text field = constant();
      if (!field) return std::nullopt;
      skip_casts();
      whole += " " + std::string(sign) + " " + as_string(*field);
    }
    return whole;
  }

  std::string_view field_operator() {
    skip_space();
    for (const std::string_view sign : kFieldOperators)
      if (text_.substr(at_, sign.size()) == sign) return sign;
    return {};
  }

  // (SELECT auth.uid()) is how policies spell a call that is to be made once.
  Text in_parentheses() {
    take_word("select");
    Text made = term();
    return made && take(')') ? made : std::nullopt;
  }

  Text simple_term() {
    if (Text made = parameter()) return made;
    if (complaint_) return std::nullopt;
    if (constant())
      return complain(fmt::format("{} is a literal, not the current tenant", quoted(text_)), std::string(kForms));
    if (take_word("any")) return trusted_set();
    if (take_word("cast")) return cast();
    return call();
  }

  // ANY(@orgs): the caller vouches for every value in it.
  Text trusted_set() {
    if (!take('(')) return std::nullopt;
    const Text made = parameter();
    if (made) skip_casts();
    if (made && take(')')) return "ANY(" + *made + ")";
    return complain(fmt::format("{}: ANY takes one parameter", quoted(text_)),
                    "for example: \"ANY($1)\" or \"ANY(@org_ids)\"");
  }

  Text cast() {
    if (!take('(')) return std::nullopt;
    Text made = term();
    if (!made || !take_word("as")) return std::nullopt;
    skip_type();
    return take(')') ? made : std::nullopt;
  }

  // current_setting('app.org_id'), app.current_tenant: without arguments the parentheses may be left out.
  Text call() {
    const Text called = name();
    if (!called || !take('(')) return called && is_one_of(*called, kCurrentUser) ? "current_user" : called;
    std::vector<std::string> arguments;
    while (!take(')')) {
      const Text one = arguments.empty() || take(',') ? argument() : std::nullopt;
      if (!one) return std::nullopt;
      arguments.push_back(*one);
    }
    // NULLIF(setting, '') is the setting or NULL, and NULL equals nothing.
    if (same_folded(*called, "nullif") && arguments.size() == 2) return arguments[0];
    return fmt::format("{}({})", *called, fmt::join(arguments, ", "));
  }

  Text argument() {
    if (++depth_ > kDeepest) return std::nullopt;
    Text made = constant();
    if (made) made = as_string(*made);
    if (!made && parameter()) return complain_about_parameter();
    if (!made && !complaint_) made = call();
    --depth_;
    if (made) skip_casts();
    return made;
  }

  Text name() {
    Text made;
    do {
      skip_space();
      const size_t begin = at_;
      if (peek() == '"') {
        const size_t close = text_.find('"', at_ + 1);
        at_ = close == text_.npos ? at_ : close + 1;
      } else if (starts_word(peek())) {
        while (is_word(peek())) ++at_;
      }
      if (at_ == begin) return std::nullopt;
      made = (made ? *made + "." : "") + std::string(text_.substr(begin, at_ - begin));
    } while (take('.'));
    return made;
  }

  // A string, a number, or one of the words that are values.
  Text constant() {
    skip_space();
    const size_t begin = at_;
    if (peek() == '\'') {
      do {
        const size_t close = text_.find('\'', at_ + 1);
        if (close == text_.npos)
          return complain(fmt::format("{}: a quote is not closed", quoted(text_)), std::string(kForms));
        at_ = close + 1;
      } while (peek() == '\'');
    } else if (is_digit(peek()) || (peek() == '-' && is_digit(peek(1)))) {
      ++at_;
      while (is_word(peek()) || peek() == '.') ++at_;
    } else {
      while (is_word(peek())) ++at_;
      if (!is_one_of(text_.substr(begin, at_ - begin), kLiteralWords)) at_ = begin;
    }
    return at_ == begin ? std::nullopt : Text(text_.substr(begin, at_ - begin));
  }

  Text parameter() {
    skip_space();
    switch (peek()) {
      case '$': return peek(1) == '{' ? braced(2) : is_digit(peek(1)) ? numbered() : signed_name("@");
      case '#': return peek(1) == '{' ? braced(2) : std::nullopt;
      case '{': return braced(1);
      case '@': return signed_name("@");
      case ':': return peek(1) == '\'' ? psql_value() : signed_name(":");
      case '?': return positional(1, ":?");
      case '%': return peek(1) == '(' ? python_name() : positional(1, ":");
      default: return sqlc();
    }
  }

  Text numbered() {
    const size_t begin = at_++;
    while (is_digit(peek())) ++at_;
    if (text_[begin + 1] != '0') return std::string(text_.substr(begin, at_ - begin));
    return complain(fmt::format("{}: parameters are numbered from 1", quoted(text_)), "write \"$1\" for the first one");
  }

  // `%1$s` and `?1` name their parameter by number; `?` and `%s` name none.
  Text positional(size_t sign, std::string_view spelling) {
    const size_t begin = at_ + sign;
    size_t end = begin;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end == begin)
      return complain(fmt::format("{} does not say which parameter", quoted(text_)),
                      "placeholders are numbered in their order: write \"$1\" for the first one");
    at_ = end + (text_.substr(end, 2) == "$s" || text_.substr(end, 2) == "$d" ? 2 : 0);
    return std::string(spelling) + std::string(text_.substr(begin, end - begin));
  }

  Text signed_name(std::string_view sign) {
    const size_t begin = at_ + 1;
    size_t end = begin;
    if (begin < text_.size() && starts_word(text_[begin]))
      while (end < text_.size() && is_word(text_[end])) ++end;
    if (end == begin)
      return complain(fmt::format("{} names no parameter", quoted(text_)), "for example: \"@org_id\" or \"$1\"");
    at_ = end;
    return std::string(sign) + std::string(text_.substr(begin, end - begin));
  }

  Text braced(size_t sign) {
    const size_t close = text_.find('}', at_);
    if (close == text_.npos || close == at_ + sign)
      return complain(fmt::format("{} names no parameter", quoted(text_)), "for example: \"${org_id}\"");
    const std::string_view inner = text_.substr(at_ + sign, close - at_ - sign);
    const std::string_view written = text_.substr(at_, close + 1 - at_);
    at_ = close + 1;
    return sign == 1 ? "@" + std::string(inner) : std::string(written);
  }

  Text psql_value() {
    const size_t close = text_.find('\'', at_ + 2);
    if (close == text_.npos)
      return complain(fmt::format("{}: a quote is not closed", quoted(text_)), "for example: \":org_id\"");
    const std::string_view inner = text_.substr(at_ + 2, close - at_ - 2);
    at_ = close + 1;
    return ":" + std::string(inner);
  }

  Text python_name() {
    const size_t close = text_.find(')', at_);
    if (close == text_.npos || close + 1 >= text_.size())
      return complain(fmt::format("{} names no parameter", quoted(text_)), "for example: \"%(org_id)s\"");
    const std::string_view written = text_.substr(at_, close + 2 - at_);
    at_ = close + 2;
    return std::string(written);
  }

  Text sqlc() {
    const size_t begin = at_;
    for (const std::string_view function : {"sqlc.arg(", "sqlc.narg(", "sqlc.slice("}) {
      if (text_.substr(begin, function.size()) != function) continue;
      const size_t close = text_.find(')', begin);
      std::string inner(
          text_.substr(begin + function.size(), close == text_.npos ? close : close - begin - function.size()));
      std::erase_if(inner, [](char c) { return c == '\'' || c == '"' || c == ' '; });
      if (close == text_.npos || inner.empty())
        return complain(fmt::format("{} names no parameter", quoted(text_)), "for example: \"sqlc.arg(org_id)\"");
      at_ = close + 1;
      return "@" + inner;
    }
    return std::nullopt;
  }

  // Casts keep what is compared: `$1::uuid` is `$1`.
  void skip_casts() {
    while (skip_space(), text_.substr(at_, 2) == "::") {
      at_ += 2;
      skip_type();
    }
  }

  void skip_type() {
    name();
    for (bool more = true; more;) {
      more = std::any_of(kTypeWords.begin(), kTypeWords.end(), [&](std::string_view word) { return take_word(word); });
      skip_space();
      if (peek() == '(' || peek() == '[') {
        while (!at_end() && peek() != ')' && peek() != ']') ++at_;
        at_ += at_end() ? 0 : 1;
        more = true;
      }
    }
  }

  Text complain_about_parameter() {
    return complain(fmt::format("{} is an expression over a parameter", quoted(text_)),
                    "name the parameter itself: \"$1\" or \"@org_id\"");
  }

  Text complain(std::string what, std::string advice) {
    if (!complaint_) complaint_ = Complaint{std::move(what), std::move(advice)};
    return std::nullopt;
  }

  void complain_about_rest() {
    if (text_.find('=', at_) != text_.npos)
      complain(fmt::format("{} is a condition, not a term", quoted(text_)),
               "write only the side that is the current tenant");
    else complain(fmt::format("{} cannot be recognised in a statement", quoted(text_)), std::string(kForms));
  }

  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool at_end() {
    skip_space();
    return at_ == text_.size();
  }
  bool take(char c) {
    skip_space();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    skip_space();
    if (!same_folded(text_.substr(at_, word.size()), word) || is_word(peek(word.size()))) return false;
    at_ += word.size();
    return true;
  }

  static constexpr int kDeepest = 32;
  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
  std::optional<Complaint> complaint_;
};

}  // namespace

TermReading read_term(std::string_view written) { return TermParser(written).read(); }

}  // namespace ringfence::policy
