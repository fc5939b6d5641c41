#include "lint/sql/placeholders.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace ringfence::sql {

namespace {

// Words behind which an operand, not an operator, comes. Sorted.
constexpr auto kBeforeOperand = std::to_array<std::string_view>(
    {"all",     "and",      "any",       "array",  "as",     "between",  "by",      "call",  "case",
     "default", "distinct", "else",      "escape", "except", "exists",   "fetch",   "first", "for",
     "from",    "groups",   "having",    "ilike",  "in",     "interval", "into",    "is",    "like",
     "limit",   "next",     "not",       "offset", "on",     "only",     "or",      "over",  "partition",
     "range",   "return",   "returning", "rows",   "select", "set",      "similar", "some",  "symmetric",
     "table",   "then",     "to",        "union",  "using",  "values",   "when",    "where", "zone"});
constexpr size_t kLongestWord = 9;

bool is_before_operand(std::string_view word) {
  if (word.size() > kLongestWord) return false;
  std::array<char, kLongestWord> lower{};
  std::transform(word.begin(), word.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::binary_search(kBeforeOperand.begin(), kBeforeOperand.end(), std::string_view(lower.data(), word.size()));
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_word_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }
bool is_word_char(char c) { return is_word_start(c) || is_digit(c); }

// `{ name }` of "{{ name }}", `name` of "${ name }".
std::string_view bare_name(std::string_view inside) {
  constexpr std::string_view kAround = " \t{}";
  const size_t begin = inside.find_first_not_of(kAround);
  if (begin == inside.npos) return {};
  return inside.substr(begin, inside.find_last_not_of(kAround) + 1 - begin);
}

// PostgreSQL's own operators that end like a placeholder begins.
bool is_known_operator(std::string_view run) {
  constexpr auto kKnown = std::to_array<std::string_view>({"<@", "@@", "@?", "^@", "^<@", "?<@"});
  return std::find(kKnown.begin(), kKnown.end(), run) != kKnown.end();
}

}  // namespace

void PlaceholderRewriter::start(uint32_t begin) {
  made_ = SqlText();
  begin_ = copied_to_ = begin;
  rewritten_ = false;
  operand_expected_ = true;
  after_in_ = false;
  highest_ = 0;
}

bool PlaceholderRewriter::word_at(uint32_t at) const { return at < file_.size() && is_word_start(file_[at]); }

uint32_t PlaceholderRewriter::word_end(uint32_t at) const {
  while (at < file_.size() && is_word_char(file_[at])) ++at;
  return at;
}

void PlaceholderRewriter::copy_to(uint32_t host) {
  if (host <= copied_to_) return;
  made_.pieces.push_back({static_cast<uint32_t>(made_.text.size()), copied_to_, true});
  made_.text += file_.substr(copied_to_, host - copied_to_);
  copied_to_ = host;
}

void PlaceholderRewriter::replace_text(uint32_t begin, uint32_t end, std::string_view text, Lexer& lexer) {
  copy_to(begin);
  made_.pieces.push_back({static_cast<uint32_t>(made_.text.size()), begin, false});
  made_.text += text;
  copied_to_ = end;
  rewritten_ = true;
  lexer.seek(end);
}

void PlaceholderRewriter::replace(uint32_t begin, uint32_t end, std::string_view name, bool list, Lexer& lexer) {
  // `IN %s` and `IN :ids`: the driver writes the list with its parentheses.
  list = list || after_in_;
  int number = 0;
  for (const Placeholder& known : made_.placeholders)
    if (!name.empty() && known.name == name) number = known.number;
  if (number == 0) {
    number = ++highest_;
    made_.placeholders.push_back(
        {number, std::string(name), std::string(file_.substr(begin, end - begin)), list, {begin, end}});
  }
  const std::string text = "$" + std::to_string(number);
  replace_text(begin, end, after_in_ ? "(" + text + ")" : text, lexer);
  operand_expected_ = false;
}

bool PlaceholderRewriter::try_named(uint32_t at, uint32_t sign_length, Lexer& lexer) {
  const uint32_t name = at + sign_length;
  if (!word_at(name)) return false;
  const uint32_t end = word_end(name);
  replace(at, end, file_.substr(name, end - name), false, lexer);
  return true;
}

// :name, :'name' and :"name" of psql and yesql. The last is a name, not a value.
bool PlaceholderRewriter::try_psql(uint32_t colon, Lexer& lexer) {
  const uint32_t at = colon + 1;
  if (word_at(at)) return try_named(colon, 1, lexer);
  if (at >= file_.size() || (file_[at] != '\'' && file_[at] != '"')) return false;
  const size_t close = file_.find(file_[at], at + 1);
  if (close == file_.npos || !word_at(at + 1) || word_end(at + 1) != close) return false;
  const auto end = static_cast<uint32_t>(close) + 1;
  if (file_[at] == '\'') {
    replace(colon, end, file_.substr(at + 1, close - at - 1), false, lexer);
  } else {
    replace_text(colon, end, file_.substr(at, end - at), lexer);
    operand_expected_ = false;
  }
  return true;
}

// %s %d %b, %(name)s, %1$s, %1
bool PlaceholderRewriter::try_percent(uint32_t at, Lexer& lexer) {
  uint32_t end = at + 1;
  if (end < file_.size() && file_[end] == '(') {
    const size_t close = file_.find(')', end);
    if (close == file_.npos || close + 1 >= file_.size()) return false;
    replace(at, static_cast<uint32_t>(close) + 2, file_.substr(end + 1, close - end - 1), false, lexer);
    return true;
  }
  std::string_view position;
  while (end < file_.size() && is_digit(file_[end])) ++end;
  if (end > at + 1) {
    position = file_.substr(at, end - at);
    if (end + 1 < file_.size() && file_[end] == '$') end += 2;
  } else if (end < file_.size() && (file_[end] == 's' || file_[end] == 'd' || file_[end] == 'b') &&
             word_end(end) == end + 1) {
    ++end;
  } else {
    return false;
  }
  replace(at, end, position, false, lexer);
  return true;
}

// ${name}, #{name}, {name}, {}
bool PlaceholderRewriter::try_braces(uint32_t at, uint32_t sign_length, Lexer& lexer) {
  const uint32_t open = at + sign_length;
  if (open >= file_.size() || file_[open] != '{') return false;
  int depth = 1;  // {{name}} of template languages
  uint32_t close = open;
  while (depth > 0) {
    if (++close >= file_.size() || file_[close] == '\n') return false;
    depth += file_[close] == '{' ? 1 : file_[close] == '}' ? -1 : 0;
  }
  replace(at, close + 1, bare_name(file_.substr(open + 1, close - open - 1)), false, lexer);
  return true;
}

// sqlc.arg(x), sqlc.narg('x'), sqlc.slice(x), sqlc.embed(t)
bool PlaceholderRewriter::try_sqlc(const Token& token, Lexer& lexer) {
  if (file_.substr(token.begin, token.end - token.begin) != "sqlc" || token.end >= file_.size() ||
      file_[token.end] != '.')
    return false;
  const uint32_t function = token.end + 1;
  const uint32_t function_end = word_end(function);
  const std::string_view name = file_.substr(function, function_end - function);
  if (function_end >= file_.size() || file_[function_end] != '(') return false;
  const size_t close = file_.find(')', function_end);
  if (close == file_.npos) return false;
  std::string argument(file_.substr(function_end + 1, close - function_end - 1));
  std::erase_if(argument, [](char c) { return c == '\'' || c == ' ' || c == '"' || c == '\n'; });
  const auto end = static_cast<uint32_t>(close) + 1;
  if (name == "embed") {
    replace_text(token.begin, end, argument + ".*", lexer);
    operand_expected_ = false;
    return true;
  }
  if (name != "arg" && name != "narg" && name != "slice") return false;
  replace(token.begin, end, argument, name == "slice", lexer);
  return true;
}

// ? and ?1
bool PlaceholderRewriter::question_mark(uint32_t at, Lexer& lexer) {
  uint32_t end = at + 1;
  while (end < file_.size() && is_digit(file_[end])) ++end;
  replace(at, end, end > at + 1 ? file_.substr(at, end - at) : std::string_view(), false, lexer);
  return true;
}

// The lexer takes `=@`, `>=?` and `=%` for one operator each; the sign in it belongs to the placeholder.
bool PlaceholderRewriter::try_operator(const Token& token, Lexer& lexer) {
  const std::string_view run = file_.substr(token.begin, token.end - token.begin);
  const auto last = token.end - 1;
  const bool whole = run.size() == 1;
  if (whole && !operand_expected_) return false;
  if (run == "%%") {
    replace_text(token.begin, token.end, "%", lexer);
    operand_expected_ = true;
    return true;
  }
  if (operand_expected_ && run[0] == '?' && run != "?|" && run != "?&") return question_mark(token.begin, lexer);
  if (run.substr(0, 2) == "??") {
    // JDBC's spelling of the operators ?, ?| and ?&.
    replace_text(token.begin, token.begin + 2, "?", lexer);
    operand_expected_ = true;
    return true;
  }
  if (is_known_operator(run)) return false;
  if (const size_t mark = run.find('?', 1); mark != run.npos)
    return question_mark(token.begin + static_cast<uint32_t>(mark), lexer);
  switch (run.back()) {
    case '@': return try_named(last, 1, lexer);
    case '%': return try_percent(last, lexer);
    case '#': return try_braces(last, 1, lexer);
    default: return false;
  }
}

void PlaceholderRewriter::see(const Token& token, Lexer& lexer) {
  look_at(token, lexer);
  after_in_ = token.kind == TokenKind::kWord && token.end - token.begin == 2 && (file_[token.begin] | 0x20) == 'i' &&
              (file_[token.begin + 1] | 0x20) == 'n';
}

void PlaceholderRewriter::look_at(const Token& token, Lexer& lexer) {
  const char c = file_[token.begin];
  switch (token.kind) {
    case TokenKind::kParameter: {
      const int number = std::atoi(
          std::string(file_.substr(token.begin + 1, std::min<uint32_t>(token.end - token.begin - 1, 6))).c_str());
      const bool known = made_.placeholder(number) != nullptr;
      if (!known)
        made_.placeholders.push_back({number,
                                      {},
                                      std::string(file_.substr(token.begin, token.end - token.begin)),
                                      false,
                                      {token.begin, token.end}});
      highest_ = std::max(highest_, number);
      operand_expected_ = false;
      return;
    }
    case TokenKind::kOperator:
      if (!try_operator(token, lexer)) operand_expected_ = true;
      return;
    case TokenKind::kWord:
      if (try_sqlc(token, lexer)) return;
      // Behind a dot even a keyword is a name.
      operand_expected_ = (token.begin == begin_ || file_[token.begin - 1] != '.') &&
                          is_before_operand(file_.substr(token.begin, token.end - token.begin));
      return;
    case TokenKind::kPunctuation:
      if (c == ':' && token.end - token.begin == 1 && operand_expected_ && try_psql(token.begin, lexer)) return;
      operand_expected_ = !(c == ')' || c == ']' || c == '.' ||
                            (c == ':' && token.end - token.begin == 2 && file_[token.begin + 1] == ':'));
      return;
    case TokenKind::kOther:
      // `$?`, of a text whose placeholders are numbered later.
      if (operand_expected_ && c == '$' && file_.substr(token.begin, 2) == "$?")
        return replace(token.begin, token.begin + 2, {}, false, lexer);
      if (operand_expected_ && c == '$' && (try_braces(token.begin, 1, lexer) || try_named(token.begin, 1, lexer)))
        return;
      if (operand_expected_ && c == '{') try_braces(token.begin, 0, lexer);
      return;
    default: operand_expected_ = false;
  }
}

SqlText PlaceholderRewriter::finish(const Source& source, uint32_t end) {
  if (!rewritten_) {
    made_.text = file_.substr(begin_, end - begin_);
    made_.pieces.assign(1, {0, begin_, true});
  } else {
    copy_to(end);
  }
  made_.source = &source;
  made_.host = {begin_, end};
  return std::move(made_);
}

}  // namespace ringfence::sql
