#include "lint/sql/lex.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ringfence::sql {

namespace {

enum CharClass : uint8_t { kPlain = 0, kSpace = 1, kWordStart = 2, kDigit = 4, kOperatorChar = 8 };

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> classes{};
  for (const char c : {' ', '\t', '\n', '\r', '\f', '\v'}) classes[static_cast<unsigned char>(c)] = kSpace;
  for (int c = 'a'; c <= 'z'; ++c) classes[static_cast<size_t>(c)] = kWordStart;
  for (int c = 'A'; c <= 'Z'; ++c) classes[static_cast<size_t>(c)] = kWordStart;
  for (int c = 0x80; c <= 0xFF; ++c) classes[static_cast<size_t>(c)] = kWordStart;
  classes['_'] = kWordStart;
  for (int c = '0'; c <= '9'; ++c) classes[static_cast<size_t>(c)] = kDigit;
  for (const char c : {'+', '-', '*', '/', '<', '>', '=', '~', '!', '@', '#', '%', '^', '&', '|', '`', '?'})
    classes[static_cast<unsigned char>(c)] = kOperatorChar;
  return classes;
}

constexpr std::array<uint8_t, 256> kClasses = make_classes();

bool is(char c, uint8_t mask) { return (kClasses[static_cast<unsigned char>(c)] & mask) != 0; }

class Scan {
 public:
  Scan(std::string_view text, uint32_t at) : text_(text), at_(at) {}

  Token next() {
    while (at_ < text_.size() && is(text_[at_], kSpace)) ++at_;
    begin_ = at_;
    if (at_ >= text_.size()) return made(TokenKind::kEnd);
    const char c = text_[at_];
    if (c == '-' && peek(1) == '-') return line_comment();
    if (c == '/' && peek(1) == '*') return block_comment();
    if (c == '\'') return string(0, false);
    if (c == '"') return quoted_name(0);
    if (is(c, kWordStart)) return word();
    if (is(c, kDigit) || (c == '.' && at_ + 1 < text_.size() && is(text_[at_ + 1], kDigit))) return number();
    if (c == '$') return dollar();
    if (is(c, kOperatorChar)) return operator_run();
    return punctuation();
  }

  uint32_t position() const { return at_; }

 private:
  char peek(uint32_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  Token made(TokenKind kind) const { return {kind, begin_, at_}; }
  Token unterminated() {
    at_ = static_cast<uint32_t>(text_.size());
    return made(TokenKind::kUnterminated);
  }

  Token line_comment() {
    const size_t end = text_.find_first_of("\n\r", at_);
    at_ = static_cast<uint32_t>(end == text_.npos ? text_.size() : end);
    return made(TokenKind::kLineComment);
  }

  Token block_comment() {
    int depth = 0;
    while (at_ + 1 < text_.size()) {
      if (text_[at_] == '/' && text_[at_ + 1] == '*') ++depth, at_ += 2;
      else if (text_[at_] == '*' && text_[at_ + 1] == '/') {
        at_ += 2;
        if (--depth == 0) return made(TokenKind::kBlockComment);
      } else ++at_;
    }
    return unterminated();
  }

  Token string(uint32_t prefix, bool escapes) {
    at_ += prefix + 1;
    while (at_ < text_.size()) {
      if (escapes && text_[at_] == '\\') at_ += 2;
      else if (text_[at_] != '\'') ++at_;
      else if (peek(1) == '\'') at_ += 2;
      else {
        ++at_;
        // E'a' and 'b' on the next line are one string: \ escapes in the second part too.
        const size_t next = escapes ? text_.find_first_not_of(" \t\f\v\r\n", at_) : text_.npos;
        if (next == text_.npos || text_[next] != '\'' ||
            text_.substr(at_, next - at_).find_first_of("\r\n") == text_.npos)
          return made(TokenKind::kString);
        at_ = static_cast<uint32_t>(next) + 1;
      }
    }
    return unterminated();
  }

  Token quoted_name(uint32_t prefix) {
    at_ += prefix + 1;
    while (at_ < text_.size()) {
      if (text_[at_] != '"') ++at_;
      else if (peek(1) == '"') at_ += 2;
      else {
        ++at_;
        return made(TokenKind::kQuotedName);
      }
    }
    return unterminated();
  }

  Token word() {
    const char c = text_[at_];
    const char after = peek(1);
    if (after == '\'' && (c == 'e' || c == 'E')) return string(1, true);
    if (after == '\'' && (c == 'b' || c == 'B' || c == 'x' || c == 'X' || c == 'n' || c == 'N'))
      return string(1, false);
    if ((c == 'u' || c == 'U') && after == '&' && peek(2) == '\'') return string(2, false);
    if ((c == 'u' || c == 'U') && after == '&' && peek(2) == '"') return quoted_name(2);
    while (at_ < text_.size() && (is(text_[at_], kWordStart | kDigit) || text_[at_] == '$')) ++at_;
    return made(TokenKind::kWord);
  }

  Token number() {
    bool dot = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is(c, kDigit) || is(c, kWordStart)) {
        const bool exponent = (c == 'e' || c == 'E') && (peek(1) == '+' || peek(1) == '-') && is(peek(2), kDigit);
        at_ += exponent ? 2 : 1;
      } else if (c == '.' && !dot && peek(1) != '.') {
        dot = true;
        ++at_;
      } else {
        break;
      }
    }
    return made(TokenKind::kNumber);
  }

  Token dollar() {
    if (is(peek(1), kDigit)) {
      ++at_;
      while (at_ < text_.size() && is(text_[at_], kDigit)) ++at_;
      return made(TokenKind::kParameter);
    }
    uint32_t end = at_ + 1;
    if (end < text_.size() && is(text_[end], kWordStart))
      while (end < text_.size() && is(text_[end], kWordStart | kDigit)) ++end;
    if (end >= text_.size() || text_[end] != '$') {
      ++at_;
      return made(TokenKind::kOther);
    }
    const std::string_view tag = text_.substr(at_, end + 1 - at_);
    const size_t close = text_.find(tag, end + 1);
    if (close == text_.npos) return unterminated();
    at_ = static_cast<uint32_t>(close + tag.size());
    return made(TokenKind::kDollarString);
  }

  // PostgreSQL's rule: a comment start ends the operator, and a trailing + or - belongs to it only together with one of
  // ~ ! @ # % ^ & | ` ?
  Token operator_run() {
    uint32_t end = at_;
    while (end < text_.size() && is(text_[end], kOperatorChar)) {
      const char next = end + 1 < text_.size() ? text_[end + 1] : '\0';
      if (end > at_ && ((text_[end] == '-' && next == '-') || (text_[end] == '/' && next == '*'))) break;
      ++end;
    }
    const std::string_view run = text_.substr(at_, end - at_);
    if (run.find_first_of("~!@#%^&|`?") == run.npos)
      while (end > at_ + 1 && (text_[end - 1] == '+' || text_[end - 1] == '-')) --end;
    at_ = end;
    return made(TokenKind::kOperator);
  }

  Token punctuation() {
    const char c = text_[at_];
    const bool pair = c == ':' && (peek(1) == ':' || peek(1) == '=');
    at_ += pair ? 2 : 1;
    constexpr std::string_view kMarks = "()[],;.:";
    return made(kMarks.find(c) != kMarks.npos ? TokenKind::kPunctuation : TokenKind::kOther);
  }

  std::string_view text_;
  uint32_t at_;
  uint32_t begin_ = 0;
};

bool equals(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() &&
         std::equal(word.begin(), word.end(), lower.begin(), [](char a, char b) { return (a | 0x20) == b; });
}

}  // namespace

Token Lexer::next() {
  Scan scan(text_, at_);
  const Token token = scan.next();
  at_ = scan.position();
  return token;
}

Token Lexer::next_code() {
  Token token = next();
  while (token.kind == TokenKind::kLineComment || token.kind == TokenKind::kBlockComment) token = next();
  return token;
}

int nesting_bound(std::string_view sql) {
  struct Level {
    int item = 0;   ///< Tokens since the last comma, AND or OR.
    int chain = 0;  ///< Set operations and joins: they nest to the left, whatever commas and ANDs stand between.
    int total() const { return item + chain; }
  };
  std::vector<Level> levels(1);
  int below = 0;  // sum over all levels but the innermost
  int deepest = 0;
  Lexer lexer(sql);
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const char c = sql[token.begin];
    const std::string_view word = sql.substr(token.begin, token.end - token.begin);
    const bool is_word = token.kind == TokenKind::kWord;
    const bool mark = token.kind == TokenKind::kPunctuation;
    if ((mark && (c == '(' || c == '[')) || (is_word && equals(word, "case"))) {
      ++levels.back().item;
      below += levels.back().total();
      levels.emplace_back();
    } else if ((mark && (c == ')' || c == ']')) || (is_word && equals(word, "end"))) {
      if (levels.size() > 1) {
        levels.pop_back();
        below -= levels.back().total();
      }
    } else if (mark && (c == ',' || c == ';')) {
      levels.back().item = 0;
      if (c == ';') levels.back().chain = 0;
    } else if (is_word && (equals(word, "and") || equals(word, "or"))) {
      levels.back().item = 0;
    } else {
      ++levels.back().item;
      if (is_word &&
          (equals(word, "union") || equals(word, "except") || equals(word, "intersect") || equals(word, "join")))
        ++levels.back().chain;
    }
    deepest = std::max(deepest, below + levels.back().total());
  }
  return deepest;
}

}  // namespace ringfence::sql
