// Files → statements: where each one starts and ends, what is passed over, what the comments say.
#include <algorithm>

#include "lint/sql/comments.h"
#include "lint/sql/lex.h"
#include "lint/sql/migration_section.h"
#include "lint/sql/placeholders.h"
#include "ringfence/lower_case.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

using sql::Lexer;
using sql::Token;
using sql::TokenKind;

// Behind so many unterminated quotes in one file, the rest is not tried any more: each one costs a look at the whole
// rest.
constexpr int kMostResynchronisations = 64;

class Splitter {
 public:
  Splitter(const Source& source, SqlFileKind kind, SqlFile& file)
      : source_(source),
        text_(source.text()),
        kind_(kind),
        file_(file),
        rewriter_(text_),
        comments_(source, file.allow_comments) {}

  void split(sql::Section section) {
    lexer_ = Lexer(text_.substr(0, section.end), section.begin);
    limit_ = section.end;
    open_ = false;
    while (step()) {
    }
    if (open_) finish(end_of_code_);
  }

  void close() { comments_.close(); }

 private:
  bool step() {
    const Token token = lexer_.next();
    const std::string_view spelled = text_.substr(token.begin, token.end - token.begin);
    switch (token.kind) {
      case TokenKind::kEnd: return false;
      case TokenKind::kLineComment:
      case TokenKind::kBlockComment:
        // Query files of yesql and its kin end a statement only where the next one is named.
        if (open_ && kind_ == SqlFileKind::kQueries && sql::CommentReader::names_query(spelled) && first_on_line(token))
          finish(end_of_code_);
        comments_.see(token, open_);
        return true;
      case TokenKind::kUnterminated: return resynchronise(token);
      case TokenKind::kOther:
        if (spelled == "\\" && meta_command(token)) return true;
        break;
      case TokenKind::kPunctuation:
        // Only CREATE RULE … DO (a; b) has semicolons in parentheses; elsewhere a parenthesis was left open, and what
        // follows must not be lost with it.
        if (spelled == ";" && (depth_ == 0 || !creates_rule_) && atomic_ == 0) {
          comments_.code_on(token.begin);
          if (open_) finish(token.begin);
          return true;
        }
        if (spelled == "(" || spelled == "[") ++depth_;
        if ((spelled == ")" || spelled == "]") && depth_ > 0) --depth_;
        break;
      default: break;
    }
    see_code(token, spelled);
    return true;
  }

  void see_code(const Token& token, std::string_view spelled) {
    if (!open_) start(token);
    comments_.code_on(token.begin);
    end_of_code_ = token.end;
    if (token.kind == TokenKind::kWord) see_word(spelled);
    if (kind_ == SqlFileKind::kStatement && token.kind == TokenKind::kParameter) rewriter_.see(token, lexer_);
    if (kind_ == SqlFileKind::kQueries) {
      rewriter_.see(token, lexer_);
      end_of_code_ = std::max(end_of_code_, lexer_.position());
    }
  }

  void start(const Token& token) {
    open_ = true;
    begin_ = token.begin;
    depth_ = 0;
    atomic_ = 0;
    first_word_.clear();
    last_word_.clear();
    from_stdin_ = false;
    creates_routine_ = false;
    creates_rule_ = false;
    rewriter_.start(begin_);
  }

  void see_word(std::string_view spelled) {
    if (spelled.size() > 9) {
      last_word_.clear();
      return;
    }
    const std::string word = lower_case(spelled);
    if (first_word_.empty()) first_word_ = word;
    if (word == "stdin" && last_word_ == "from") from_stdin_ = true;
    if (first_word_ == "create" && (word == "function" || word == "procedure")) creates_routine_ = true;
    if (first_word_ == "create" && word == "rule") creates_rule_ = true;
    // BEGIN ATOMIC … END: the semicolons inside belong to the body.
    if (creates_routine_ && word == "atomic" && last_word_ == "begin") atomic_ = 1;
    else if (atomic_ > 0 && word == "case") ++atomic_;
    else if (atomic_ > 0 && word == "end") --atomic_;
    last_word_ = word;
  }

  void finish(uint32_t end) {
    SqlText statement = rewriter_.finish(source_, end);
    while (!statement.text.empty() && statement.text.back() == ';') statement.text.pop_back();
    statement.name = comments_.finish_statement(begin_, end);
    open_ = false;
    depth_ = 0;
    atomic_ = 0;
    const bool has_data = first_word_ == "copy" && from_stdin_;
    file_.statements.push_back(std::move(statement));
    if (has_data) skip_copy_data();
  }

  // The data of COPY … FROM stdin ends with a line `\.`; it is not looked at. Without that line the application sends
  // it.
  void skip_copy_data() {
    size_t line = text_.find('\n', end_of_code_);
    while (line != text_.npos && line < limit_) {
      const std::string_view rest = text_.substr(line + 1, 3);
      if (rest.substr(0, 2) == "\\." && (rest.size() == 2 || rest[2] == '\n' || rest[2] == '\r')) {
        lexer_.seek(static_cast<uint32_t>(line) + 3);
        return;
      }
      line = text_.find('\n', line + 1);
    }
  }

  bool first_on_line(const Token& token) const {
    size_t at = token.begin;
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    return at == 0 || text_[at - 1] == '\n';
  }

  bool meta_command(const Token& token) {
    const size_t line = text_.find('\n', token.begin);
    const auto line_end = static_cast<uint32_t>(line == text_.npos ? text_.size() : line);
    const std::string command = lower_case(text_.substr(token.begin, line_end - token.begin));
    const auto is = [&](std::string_view name) { return command.compare(0, name.size(), name) == 0; };
    const bool separates = is("\\;");
    const bool ends_statement = separates || is("\\g") || is("\\watch") || is("\\crosstabview");
    if (!first_on_line(token) && !ends_statement) return false;
    if (open_ && ends_statement) finish(end_of_code_);
    if (open_) rewriter_.leave_out(token.begin, line_end, lexer_);
    else lexer_.seek(separates ? token.begin + 2 : line_end);
    if (is("\\copy") && command.find("from stdin") != command.npos) {
      end_of_code_ = token.begin;
      skip_copy_data();
    }
    return true;
  }

  bool resynchronise(const Token& token) {
    const char c = text_[token.begin];
    const std::string_view what = c == '/'   ? "comment"
                                  : c == '"' ? "quoted name"
                                  : c == '$' ? "dollar-quoted string"
                                             : "string";
    UnreadInput problem;
    problem.in_schema = kind_ == SqlFileKind::kMigration;
    problem.what = "unterminated " + std::string(what);
    open_ = false;
    depth_ = 0;
    size_t at = token.begin + 1;
    size_t resume = limit_;
    for (at = text_.find(';', at); at != text_.npos && at < limit_ && resume == limit_; at = text_.find(';', at + 1)) {
      const size_t next = text_.find_first_not_of(" \t\r", at + 1);
      if (next == text_.npos || text_[next] == '\n' || text_.substr(next, 2) == "--")
        resume = std::min<size_t>(at + 1, limit_);
    }
    if (++resynchronisations_ > kMostResynchronisations) {
      problem.what += "; the rest of the file was not read";
      resume = limit_;
    }
    const size_t line_end = std::min<size_t>(std::min(text_.find('\n', token.begin), resume), limit_);
    problem.at = {&source_, {token.begin, static_cast<uint32_t>(std::max<size_t>(line_end, token.begin + 1))}};
    file_.problems.push_back(std::move(problem));
    lexer_.seek(static_cast<uint32_t>(resume));
    return resume < limit_;
  }

  const Source& source_;
  std::string_view text_;
  SqlFileKind kind_;
  SqlFile& file_;
  sql::PlaceholderRewriter rewriter_;
  sql::CommentReader comments_;
  Lexer lexer_{std::string_view()};
  uint32_t limit_ = 0;
  uint32_t begin_ = 0;
  uint32_t end_of_code_ = 0;
  bool open_ = false;
  int depth_ = 0;
  int atomic_ = 0;
  int resynchronisations_ = 0;
  bool from_stdin_ = false;
  bool creates_routine_ = false;
  bool creates_rule_ = false;
  std::string first_word_;
  std::string last_word_;
};

}  // namespace

SqlFile read_sql_file(const Source& source, SqlFileKind kind) {
  SqlFile file;
  Splitter splitter(source, kind, file);
  for (const sql::Section section : sql::sections_of(source.text(), kind == SqlFileKind::kMigration))
    splitter.split(section);
  splitter.close();
  return file;
}

}  // namespace ringfence
