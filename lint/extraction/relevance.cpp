#include "lint/extraction/relevance.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "lint/extraction/include_scan.h"

namespace ringfence::extraction {

namespace fs = std::filesystem;

namespace {

class Relevance {
 public:
  Relevance(const std::string& project, const std::vector<std::string>& headers) : graph_(project), headers_(headers) {}

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

  bool is_client(const std::string& header) const {
    return std::any_of(headers_.begin(), headers_.end(), [&](const std::string& one) { return header.starts_with(one); });
  }

  Closure closure(const CompileCommand& command) {
    Closure made;
    const std::vector<std::string> folders = include_folders(command);
    std::set<std::string> seen{command.file};
    std::vector<std::string> open{command.file};
    for (size_t i = 1; i < command.arguments.size(); ++i)
      made.relevant = made.relevant || command.arguments[i].starts_with("-include") || command.arguments[i].starts_with("@");
    while (!open.empty() && !made.relevant) {
      const std::string path = open.back();
      open.pop_back();
      const FileScan& file = graph_.scan(path);
      made.relevant = file.has_sql || file.is_open || !file.exists;
      for (const WrittenInclude& include : file.includes) {
        if (is_client(include.name)) made.relevant = true;
        const std::string found = graph_.resolve(include, path, folders);
        if (found.empty()) continue;
        made.stems.insert(fs::path(found).stem().string());
        if (seen.insert(found).second) open.push_back(found);
      }
    }
    return made;
  }

  IncludeGraph graph_;
  const std::vector<std::string>& headers_;
};

}  // namespace

std::vector<bool> relevant_units(const std::vector<CompileCommand>& commands, const std::string& project,
                                 const std::vector<std::string>& client_headers) {
  return Relevance(project, client_headers).of(commands);
}

}  // namespace ringfence::extraction
