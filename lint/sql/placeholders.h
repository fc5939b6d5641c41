// Placeholders of all dialects become `$n` while a statement is being cut out of its file.
#pragma once

#include <string>
#include <string_view>

#include "lint/sql/lex.h"
#include "ringfence/sql_text.h"

namespace ringfence::sql {

/// Follows a statement's tokens and rewrites its placeholders. A placeholder is recognised only where an operand can
/// stand, so that `a ? b`, `a @> b`, `a % s` and `arr[i:j]` stay what they are.
class PlaceholderRewriter {
 public:
  explicit PlaceholderRewriter(std::string_view file) : file_(file) {}

  void start(uint32_t begin);
  /// Looks at a code token; where a placeholder starts at or inside it, consumes it (moving `lexer` behind it).
  void see(const Token& token, Lexer& lexer);
  /// Leaves [begin, end) of the file out, and moves `lexer` behind it.
  void leave_out(uint32_t begin, uint32_t end, Lexer& lexer) { replace_text(begin, end, " ", lexer); }
  /// The statement [begin, end) with its placeholders rewritten.
  SqlText finish(const Source& source, uint32_t end);

 private:
  void look_at(const Token& token, Lexer& lexer);
  bool question_mark(uint32_t at, Lexer& lexer);
  bool try_operator(const Token& token, Lexer& lexer);
  bool try_named(uint32_t at, uint32_t sign_length, Lexer& lexer);
  bool try_psql(uint32_t colon, Lexer& lexer);
  bool try_percent(uint32_t at, Lexer& lexer);
  bool try_braces(uint32_t at, uint32_t sign_length, Lexer& lexer);
  bool try_sqlc(const Token& token, Lexer& lexer);
  void replace(uint32_t begin, uint32_t end, std::string_view name, bool list, Lexer& lexer);
  void replace_text(uint32_t begin, uint32_t end, std::string_view text, Lexer& lexer);
  void copy_to(uint32_t host);
  bool word_at(uint32_t at) const;
  uint32_t word_end(uint32_t at) const;

  std::string_view file_;
  SqlText made_;
  uint32_t begin_ = 0;
  uint32_t copied_to_ = 0;
  bool rewritten_ = false;
  bool operand_expected_ = true;
  bool after_in_ = false;  ///< The token before was IN.
  int highest_ = 0;        ///< Highest number in use.
};

}  // namespace ringfence::sql
