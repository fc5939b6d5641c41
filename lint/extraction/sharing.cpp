#include "lint/extraction/sharing.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "lint/extraction/include_scan.h"

namespace ringfence::extraction {

namespace fs = std::filesystem;

namespace {

// The argument that names the file; empty where there is not exactly one.
std::string written_file(const CompileCommand& command) {
  std::string found;
  for (size_t i = 1; i < command.arguments.size(); ++i) {
    const std::string& one = command.arguments[i];
    if (one.empty() || one[0] == '-' || fs::path(one).filename() != fs::path(command.file).filename()) continue;
    std::error_code error;
    if (fs::weakly_canonical(fs::path(command.folder) / one, error) != command.file && one != command.file) continue;
    if (!found.empty()) return {};
    found = one;
  }
  return found;
}

// What has to be alike: all but the file and where the compiler would write to.
std::string likeness(const CompileCommand& command, const std::string& written) {
  std::string key = command.folder + "\n" + fs::path(command.file).extension().string();
  for (size_t i = 1; i < command.arguments.size(); ++i) {
    const std::string& one = command.arguments[i];
    if (one == "-o" || one == "-MF" || one == "-MT" || one == "-MQ") ++i;
    else if (one != written && !one.starts_with("-o")) key += "\n" + one;
  }
  return key;
}

class Includes {
 public:
  Includes(IncludeGraph& graph, const CompileCommand& command, SharedUnit& made)
      : graph_(graph), folders_(include_folders(command)), file_(command.file), made_(made) {}

  void collect() {
    std::set<std::string> seen;
    plain(file_, seen);
    std::set<std::string> macros, all;
    everything(file_, all, macros);
    made_.macros.assign(macros.begin(), macros.end());
  }

 private:
  // Headers of others, as far as they are included whatever the configuration is.
  void plain(const std::string& path, std::set<std::string>& seen) {
    if (!seen.insert(path).second) return;
    for (const WrittenInclude& include : graph_.scan(path).includes) {
      if (!include.is_plain) continue;
      const std::string found = graph_.resolve(include, path, folders_);
      std::string spelled = include.is_angled ? "<" + include.name + ">" : "\"" + include.name + "\"";
      if (!found.empty()) plain(found, seen);
      else if (std::find(made_.headers.begin(), made_.headers.end(), spelled) == made_.headers.end()) made_.headers.push_back(std::move(spelled));
    }
  }

  void everything(const std::string& path, std::set<std::string>& seen, std::set<std::string>& macros) {
    if (!seen.insert(path).second) return;
    const FileScan& scan = graph_.scan(path);
    const size_t count = path == file_ ? scan.macros_before_includes : scan.macros.size();
    macros.insert(scan.macros.begin(), scan.macros.begin() + static_cast<ptrdiff_t>(count));
    for (const WrittenInclude& include : scan.includes)
      if (const std::string found = graph_.resolve(include, path, folders_); !found.empty()) everything(found, seen, macros);
  }

  IncludeGraph& graph_;
  const std::vector<std::string> folders_;
  const std::string& file_;
  SharedUnit& made_;
};

}  // namespace

std::vector<SharingGroup> sharing_groups(const std::vector<CompileCommand>& commands, const std::vector<size_t>& wanted,
                                         const std::string& project) {
  IncludeGraph graph(project);
  std::map<std::string, SharingGroup> groups;
  for (const size_t index : wanted) {
    SharedUnit unit;
    unit.command = commands[index];
    unit.written = written_file(unit.command);
    if (unit.written.empty()) continue;
    Includes(graph, unit.command, unit).collect();
    if (unit.headers.empty()) continue;
    SharingGroup& group = groups[likeness(unit.command, unit.written)];
    group.commands.push_back(index);
    group.units.push_back(std::move(unit));
  }
  std::vector<SharingGroup> made;
  for (auto& [key, group] : groups)
    if (group.units.size() > 1) made.push_back(std::move(group));
  return made;
}

}  // namespace ringfence::extraction
