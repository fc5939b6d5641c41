#include "lint/extraction/include_scan.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "lint/extraction/digest.h"

namespace ringfence::extraction {

namespace fs = std::filesystem;

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool starts_like_sql(std::string_view text) {
  static constexpr std::string_view kVerbs[] = {"select ", "insert ", "update ", "delete ", "with ", "merge ", "create ", "alter ",
                                                "select\n", "insert\n", "update\n", "delete\n", "with\n", "truncate ", "copy "};
  while (!text.empty() && (std::isspace(static_cast<unsigned char>(text[0])) != 0 || text[0] == '(')) text.remove_prefix(1);
  return std::any_of(std::begin(kVerbs), std::end(kVerbs), [&](std::string_view verb) {
    return text.size() >= verb.size() && std::equal(verb.begin(), verb.end(), text.begin(), [](char a, char b) {
             return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
           });
  });
}

bool has_sql(std::string_view text) {
  for (size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"', quote + 1)) {
    size_t begin = quote + 1;
    // R"delimiter(
    if (quote > 0 && text[quote - 1] == 'R')
      if (const size_t open = text.find('(', quote); open != std::string_view::npos && open - quote <= 17) begin = open + 1;
    if (starts_like_sql(text.substr(begin, 40))) return true;
  }
  return false;
}

// Walks over a file's tokens as far as directives and braces need it.
class Scanner {
 public:
  Scanner(std::string_view text, FileScan& made) : text_(text), made_(made) {}

  void run() {
    for (bool line_starts = true; at_ < text_.size();) {
      const char c = text_[at_];
      if (c == '\n') line_starts = true, ++at_;
      else if (std::isspace(static_cast<unsigned char>(c)) != 0) ++at_;
      else if (text_.substr(at_, 2) == "//") at_ = std::min(text_.find('\n', at_), text_.size());
      else if (text_.substr(at_, 2) == "/*") skip_behind("*/", at_ + 2);
      else if (c == '#' && line_starts) directive();
      else line_starts = false, token(c);
    }
  }

 private:
  void skip_behind(std::string_view end, size_t from) {
    const size_t found = text_.find(end, from);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
  }

  void token(char c) {
    has_code_ = true;
    if (c == '"' && at_ > 0 && text_[at_ - 1] == 'R') {
      const size_t open = std::min(text_.find('(', at_), text_.size());
      return skip_behind(")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"", open);
    }
    // An apostrophe behind a digit only parts it from the next.
    if (c == '"' || (c == '\'' && (at_ == 0 || !is_word(text_[at_ - 1])))) {
      for (++at_; at_ < text_.size() && text_[at_] != c && text_[at_] != '\n'; ++at_)
        if (text_[at_] == '\\') ++at_;
    }
    if (c == '{') ++braces_;
    if (c == '}') --braces_;
    ++at_;
  }

  static std::string_view word(std::string_view& line) {
    while (!line.empty() && !is_word(line[0])) line.remove_prefix(1);
    size_t end = 0;
    while (end < line.size() && is_word(line[end])) ++end;
    const std::string_view made = line.substr(0, end);
    line.remove_prefix(end);
    return made;
  }

  void directive() {
    size_t end = at_;
    do end = std::min(text_.find('\n', end + 1), text_.size());
    while (end < text_.size() && text_[end - 1] == '\\');
    std::string_view line = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end;
    const std::string_view name = word(line);
    if (name.starts_with("if")) {
      // The guard around all of a header is no condition.
      if (!is_first_ || has_code_ || !(name == "ifndef" || line.find("!defined") != std::string_view::npos)) ++conditions_;
    } else if (name == "endif") {
      if (conditions_ > 0) --conditions_;
    } else if (name == "define" || name == "undef") {
      made_.macros.emplace_back(word(line));
    } else if (name == "include" || name == "include_next" || name == "import") {
      include(line);
    }
    is_first_ = false;
  }

  void include(std::string_view line) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line[0])) != 0) line.remove_prefix(1);
    const char close = line.empty() ? '\0' : line[0] == '<' ? '>' : line[0] == '"' ? '"' : '\0';
    const size_t end = close == '\0' ? std::string_view::npos : line.find(close, 1);
    made_.macros_before_includes = made_.macros.size();
    if (end == std::string_view::npos) made_.is_open = true;
    else made_.includes.push_back({std::string(line.substr(1, end - 1)), close == '>', conditions_ == 0 && braces_ == 0});
  }

  std::string_view text_;
  FileScan& made_;
  size_t at_ = 0;
  int conditions_ = 0, braces_ = 0;
  bool is_first_ = true, has_code_ = false;
};

}  // namespace

FileScan scan_text(std::string_view text) {
  FileScan made;
  made.exists = true;
  made.has_sql = has_sql(text);
  Scanner(text, made).run();
  return made;
}

const FileScan& IncludeGraph::scan(const std::string& path) {
  const auto [known, is_new] = scans_.try_emplace(path);
  std::string bytes;
  if (is_new && read_bytes(path, bytes)) known->second = scan_text(bytes);
  return known->second;
}

std::string IncludeGraph::resolve(const WrittenInclude& include, const std::string& path, const std::vector<std::string>& folders) {
  const auto below = [&](const fs::path& folder) {
    std::string found = (folder / include.name).lexically_normal().string();
    return found.starts_with(project_) && scan(found).exists ? found : std::string();
  };
  if (!include.is_angled)
    if (std::string found = below(fs::path(path).parent_path()); !found.empty()) return found;
  for (const std::string& folder : folders)
    if (std::string found = below(folder); !found.empty()) return found;
  return {};
}

std::vector<std::string> include_folders(const CompileCommand& command) {
  std::vector<std::string> made;
  const std::vector<std::string>& arguments = command.arguments;
  for (size_t i = 1; i < arguments.size(); ++i)
    for (const std::string_view flag : {"-I", "-iquote", "-isystem", "-idirafter"}) {
      if (!arguments[i].starts_with(flag)) continue;
      const std::string folder = arguments[i].size() > flag.size() ? arguments[i].substr(flag.size())
                                 : i + 1 < arguments.size()        ? arguments[i + 1]
                                                                   : std::string();
      made.push_back((fs::path(command.folder) / folder).lexically_normal().string());
    }
  return made;
}

}  // namespace ringfence::extraction
