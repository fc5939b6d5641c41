#include "lint/extraction/relevance.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "lint/extraction/digest.h"

namespace ringfence::extraction {

namespace fs = std::filesystem;

namespace {

// What one file says, whoever includes it.
struct Scan {
  bool exists = false;
  bool has_sql = false;
  bool is_open = false;  ///< It includes what a macro says.
  std::vector<std::string> quoted, angled;
};

bool is_space(char c) { return c == ' ' || c == '\t'; }

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

void read_include(std::string_view line, Scan& scan) {
  size_t at = line.find("include");
  if (at == std::string_view::npos) return;
  at += 7;
  if (line.substr(at).starts_with("_next")) at += 5;
  while (at < line.size() && is_space(line[at])) ++at;
  if (at >= line.size()) return;
  const char close = line[at] == '<' ? '>' : line[at] == '"' ? '"' : '\0';
  const size_t end = close == '\0' ? std::string_view::npos : line.find(close, at + 1);
  if (end == std::string_view::npos) {
    scan.is_open = true;
    return;
  }
  (close == '>' ? scan.angled : scan.quoted).emplace_back(line.substr(at + 1, end - at - 1));
}

// Comments are not told apart: one that looks like SQL only makes us look closer.
Scan scan_text(std::string_view text) {
  Scan scan;
  scan.exists = true;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && is_space(line[0])) line.remove_prefix(1);
    if (line.starts_with("#")) {
      std::string_view directive = line.substr(1);
      while (!directive.empty() && is_space(directive[0])) directive.remove_prefix(1);
      if (directive.starts_with("include")) read_include(directive, scan);
    }
    at = end + 1;
  }
  for (size_t quote = text.find('"'); quote != std::string_view::npos && !scan.has_sql; quote = text.find('"', quote + 1)) {
    size_t begin = quote + 1;
    // R"delimiter(
    if (quote > 0 && text[quote - 1] == 'R')
      if (const size_t open = text.find('(', quote); open != std::string_view::npos && open - quote <= 17) begin = open + 1;
    scan.has_sql = starts_like_sql(text.substr(begin, 40));
  }
  return scan;
}

class Relevance {
 public:
  Relevance(const std::string& project, const std::vector<std::string>& headers) : project_(project), headers_(headers) {}

  std::vector<bool> of(const std::vector<CompileCommand>& commands) {
    std::vector<Closure> units;
    for (const CompileCommand& command : commands) units.push_back(closure(command));
    // A unit that includes x.h may call what x.cpp does.
    std::set<std::string> stems;
    for (bool grows = true; grows;) {
      grows = false;
      for (size_t i = 0; i < units.size(); ++i) {
        units[i].relevant = units[i].relevant || std::any_of(units[i].stems.begin(), units[i].stems.end(),
                                                             [&](const std::string& stem) { return stems.contains(stem); });
        if (units[i].relevant) grows = stems.insert(fs::path(commands[i].file).stem().string()).second || grows;
      }
    }
    std::vector<bool> made;
    for (const Closure& unit : units) made.push_back(unit.relevant);
    return made;
  }

 private:
  struct Closure {
    bool relevant = false;
    std::set<std::string> stems;  ///< Of the project's headers that are included.
  };

  const Scan& scan(const std::string& path) {
    const auto [known, is_new] = scans_.try_emplace(path);
    std::string bytes;
    if (is_new && read_bytes(path, bytes)) known->second = scan_text(bytes);
    return known->second;
  }

  static std::vector<std::string> folders(const CompileCommand& command) {
    std::vector<std::string> made;
    for (size_t i = 1; i < command.arguments.size(); ++i)
      for (const std::string_view flag : {"-I", "-iquote", "-isystem", "-idirafter"}) {
        const std::string& one = command.arguments[i];
        if (!one.starts_with(flag)) continue;
        const std::string folder = one.size() > flag.size() ? one.substr(flag.size()) : i + 1 < command.arguments.size() ? command.arguments[i + 1] : "";
        made.push_back((fs::path(command.folder) / folder).lexically_normal().string());
      }
    return made;
  }

  bool is_client(const std::string& header) const {
    return std::any_of(headers_.begin(), headers_.end(), [&](const std::string& one) { return header.starts_with(one); });
  }

  Closure closure(const CompileCommand& command) {
    Closure made;
    const std::vector<std::string> search = folders(command);
    std::set<std::string> seen{command.file};
    std::vector<std::string> open{command.file};
    for (size_t i = 1; i < command.arguments.size(); ++i)
      made.relevant = made.relevant || command.arguments[i].starts_with("-include") || command.arguments[i].starts_with("@");
    while (!open.empty() && !made.relevant) {
      const std::string path = open.back();
      open.pop_back();
      const Scan& file = scan(path);
      made.relevant = file.has_sql || file.is_open || !file.exists;
      const auto follow = [&](const std::string& header, bool beside) {
        if (is_client(header)) made.relevant = true;
        std::vector<std::string> places = search;
        if (beside) places.insert(places.begin(), fs::path(path).parent_path().string());
        for (const std::string& place : places) {
          const std::string found = (fs::path(place) / header).lexically_normal().string();
          if (!found.starts_with(project_) || !scan(found).exists) continue;
          made.stems.insert(fs::path(found).stem().string());
          if (seen.insert(found).second) open.push_back(found);
          return;
        }
      };
      for (const std::string& header : file.quoted) follow(header, true);
      for (const std::string& header : file.angled) follow(header, false);
    }
    return made;
  }

  const std::string project_;
  const std::vector<std::string>& headers_;
  std::map<std::string, Scan> scans_;
};

}  // namespace

std::vector<bool> relevant_units(const std::vector<CompileCommand>& commands, const std::string& project,
                                 const std::vector<std::string>& client_headers) {
  return Relevance(project, client_headers).of(commands);
}

}  // namespace ringfence::extraction
