// What comments say to us: names of queries, and what is allowed where.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/sql/lex.h"
#include "ringfence/facts.h"

namespace ringfence::sql {

class CommentReader {
 public:
  CommentReader(const Source& source, std::vector<AllowComment>& allows) : source_(source), allows_(allows) {}

  /// Whether the comment, with its signs, gives the next statement its name: `-- name: GetDeal :one`, `-- :name get-deal`.
  static bool names_query(std::string_view comment);
  /// A comment; `inside`: a statement has begun and not ended.
  void see(const Token& comment, bool inside);
  /// Code stands at `offset`; to be called for every code token.
  void code_on(uint32_t offset) {
    last_code_ = offset;
    has_code_ = true;
  }
  /// Ends a statement: gives its allow-comments their lines and answers its name.
  std::string finish_statement(uint32_t begin, uint32_t end);
  /// Ends the file.
  void close();

 private:
  void read_allow(std::string_view text, const Token& comment, bool inside, bool whole_file);

  const Source& source_;
  std::vector<AllowComment>& allows_;
  std::vector<size_t> pending_;  ///< Allow-comments in front of the next statement.
  std::string name_;
  uint32_t last_code_ = 0;
  bool has_code_ = false;
};

}  // namespace ringfence::sql
