// PostgreSQL's tokens, for what has to be known before parsing: statement ends, placeholders, comments, nesting.
// libpg_query's own scanner stops at the first unterminated quote and knows no placeholder but $n, hence this one.
#pragma once

#include <cstdint>
#include <string_view>

namespace ringfence::sql {

enum class TokenKind : uint8_t {
  kEnd,
  kWord,          ///< Identifier or keyword, unquoted.
  kQuotedName,    ///< "…" or U&"…"
  kString,        ///< '…', E'…', B'…', X'…', N'…', U&'…'
  kDollarString,  ///< $tag$ … $tag$
  kNumber,
  kParameter,    ///< $1
  kOperator,     ///< A run of operator characters, as PostgreSQL cuts it.
  kPunctuation,  ///< One of ( ) [ ] , ; . : and the two-character :: and :=
  kLineComment,
  kBlockComment,  ///< Nested comments are one token.
  kOther,         ///< A byte that starts no token ('{', '}', '\\', '$', control characters, …).
  kUnterminated,  ///< From an opening quote or comment to the end of the text.
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// Cuts `text` into tokens; white space is passed over. Any bytes are accepted; every byte belongs to at most one
/// token.
class Lexer {
 public:
  explicit Lexer(std::string_view text, uint32_t from = 0) : text_(text), at_(from) {}
  Token next();
  /// The next token that is no comment.
  Token next_code();
  uint32_t position() const { return at_; }
  void seek(uint32_t offset) { at_ = offset; }

 private:
  std::string_view text_;
  uint32_t at_ = 0;
};

/// An upper bound of the depth of the syntax tree of `sql`, from its tokens alone: the parser and every later recursion
/// go no deeper. Comma lists cost nothing; operators, keywords and set operations in one comma item add up.
int nesting_bound(std::string_view sql);

}  // namespace ringfence::sql
