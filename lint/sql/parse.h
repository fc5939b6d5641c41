// Text → parse tree. parse.cpp is the only file that knows libpg_query.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lint/sql/node.h"

namespace ringfence::sql {

/// Why a text is no statement. `offset` is a byte offset into the text.
struct ParseError {
  std::string message;
  uint32_t offset = 0;
};

/// Parses one statement after the other, reusing its buffers. Not thread-safe: one a thread (and one more for each text
/// that is parsed while another tree is still read).
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Parses `sql`, which must be a single statement without psql meta-commands. The answer (the statement's node, null
  /// for an empty text) is valid until the next call. Statements that are too large or too deep for the parser's
  /// recursion are refused with an error; nothing crashes.
  Node parse(std::string_view sql);
  bool failed() const { return failed_; }
  const ParseError& error() const { return error_; }

  /// Parses a whole CREATE FUNCTION (or DO) statement with a PL/pgSQL body; the answer is pg_query's JSON: an array with
  /// one {"PLpgSQL_function": …}. Valid until the next call.
  Node parse_plpgsql(std::string_view create_function);

  /// Largest statement that is parsed at all, in bytes.
  static constexpr size_t kLargestStatement = 4u << 20;
  /// Deepest nesting; a bound that is computed from the tokens before parsing (see nesting_bound).
  static constexpr int kDeepestNesting = 2000;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  bool failed_ = false;
  ParseError error_;

  Node fail(std::string message, uint32_t offset);
};

}  // namespace ringfence::sql
