#include "lint/sql/unread.h"

#include "lint/sql/lex.h"
#include "lint/sql/newer_syntax.h"

namespace ringfence::sql {

UnreadInput unread(const SqlText& text, const ParseError& error) {
  const auto size = static_cast<uint32_t>(text.text.size());
  Lexer lexer(text.text, error.offset);
  const Token token = lexer.next_code();
  UnreadInput problem;
  problem.at = token.kind == TokenKind::kEnd && size > 0 ? text.place(size - 1, size) : text.place(token.begin, token.end);
  problem.what = error.message;
  problem.newer_syntax = newer_syntax(text.text, error.offset, error.message);
  return problem;
}

}  // namespace ringfence::sql
