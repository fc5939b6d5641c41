// Allow-comments in C++: `// ringfence:allow …` at a line's end or above a statement, `-- ringfence:allow …` in a text.
#include <algorithm>
#include <cctype>

#include "lint/sql/comments.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

using sql::Token;
using sql::TokenKind;

class HostComments {
 public:
  HostComments(const Source& source, const std::vector<Span>& statements)
      : text_(source.text()), source_(source), statements_(statements), reader_(source, found_) {}

  std::vector<AllowComment> read() {
    while (at_ < text_.size()) step();
    reader_.close();
    return std::move(found_);
  }

 private:
  bool starts(std::string_view word) const { return text_.compare(at_, word.size(), word) == 0; }

  void step() {
    if (starts("//")) return comment(TokenKind::kLineComment, std::min(text_.find('\n', at_), text_.size()));
    if (starts("/*")) {
      const size_t end = text_.find("*/", at_ + 2);
      return comment(TokenKind::kBlockComment, end == text_.npos ? text_.size() : end + 2);
    }
    if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
      ++at_;
      return;
    }
    code(at_);
    if (starts("R\"") && (at_ == 0 || std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) == 0)) return raw_string();
    if (text_[at_] == '"' || text_[at_] == '\'') return quoted(text_[at_]);
    ++at_;
  }

  void comment(TokenKind kind, size_t end) {
    Token token;
    token.kind = kind;
    token.begin = static_cast<uint32_t>(at_);
    token.end = static_cast<uint32_t>(end);
    const size_t before = found_.size();
    reader_.see(token, false);
    waits_ = waits_ || found_.size() > before;
    at_ = end;
  }

  // The statement that begins on the line of the first code behind a comment is what the comment speaks of.
  void code(size_t offset) {
    const auto begin = static_cast<uint32_t>(offset);
    if (waits_) {
      const uint32_t line = source_.position(begin).line;
      uint32_t end = begin;
      for (const Span& span : statements_)
        if (span.begin >= source_.line_begin(line) && (line == source_.line_count() || span.begin < source_.line_begin(line + 1)))
          end = std::max(end, span.end);
      reader_.finish_statement(begin, end);
      waits_ = false;
    }
    reader_.code_on(begin);
  }

  void quoted(char quote) {
    // A digit separator is no character.
    if (quote == '\'' && at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0) {
      ++at_;
      return;
    }
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
  }

  void raw_string() {
    const size_t open = text_.find('(', at_);
    if (open == text_.npos) {
      at_ += 2;
      return;
    }
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const size_t end = std::min(text_.find(close, open), text_.size());
    for (size_t mark = text_.find("--", open); mark < end; mark = text_.find("--", mark + 2)) {
      Token token;
      token.kind = TokenKind::kLineComment;
      token.begin = static_cast<uint32_t>(mark);
      token.end = static_cast<uint32_t>(std::min({text_.find('\n', mark), end, text_.size()}));
      reader_.see(token, true);
    }
    at_ = std::min(end + close.size(), text_.size());
  }

  std::string_view text_;
  const Source& source_;
  const std::vector<Span>& statements_;
  std::vector<AllowComment> found_;
  sql::CommentReader reader_;
  size_t at_ = 0;
  bool waits_ = false;
};

}  // namespace

std::vector<AllowComment> read_host_comments(const Source& source, const std::vector<Span>& statements) {
  if (source.text().find("ringfence:allow") == std::string_view::npos) return {};
  return HostComments(source, statements).read();
}

}  // namespace ringfence
