// compile_commands.json and compile_flags.txt.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "lint/extraction/digest.h"
#include "ringfence/units.h"

namespace ringfence {

namespace fs = std::filesystem;

namespace {

// A shell's words: quotes and backslashes.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  std::string word;
  bool open = false;
  char quote = 0;
  for (size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
      else if (c == '\\' && quote == '"' && i + 1 < command.size()) word += command[++i];
      else word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      open = true;
    } else if (c == '\\' && i + 1 < command.size()) {
      word += command[++i];
      open = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (open) words.push_back(std::exchange(word, {}));
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) words.push_back(word);
  return words;
}

std::string absolute(const std::string& path, const std::string& folder) {
  const fs::path made = fs::path(path).is_absolute() ? fs::path(path) : fs::path(folder) / path;
  std::error_code error;
  const fs::path real = fs::weakly_canonical(made, error);
  return (error ? made.lexically_normal() : real).string();
}

bool is_below(const std::string& path, const std::string& folder) {
  return path.size() > folder.size() && path.starts_with(folder) && (folder.back() == '/' || path[folder.size()] == '/');
}

bool is_unit(const std::string& path) {
  static const std::set<std::string> kEndings = {".cpp", ".cc", ".cxx", ".c++", ".C"};
  return kEndings.contains(fs::path(path).extension().string());
}

size_t common_prefix(const std::string& a, const std::string& b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.begin() + static_cast<ptrdiff_t>(std::min(a.size(), b.size())), b.begin()).first - a.begin());
}

CommandReading from_json(const std::string& path, const std::string& folder) {
  CommandReading made;
  std::string bytes;
  if (!extraction::read_bytes(path, bytes)) return {{}, path + ": cannot be read"};
  const nlohmann::json document = nlohmann::json::parse(bytes, nullptr, false);
  if (!document.is_array()) return {{}, path + ": not a compilation database"};
  for (const nlohmann::json& entry : document) {
    if (!entry.is_object() || !entry.contains("file") || !entry["file"].is_string()) continue;
    CompileCommand command;
    command.folder = entry.contains("directory") && entry["directory"].is_string() ? absolute(entry["directory"].get<std::string>(), folder) : folder;
    command.file = absolute(entry["file"].get<std::string>(), command.folder);
    if (entry.contains("arguments") && entry["arguments"].is_array()) {
      for (const nlohmann::json& argument : entry["arguments"])
        if (argument.is_string()) command.arguments.push_back(argument.get<std::string>());
    } else if (entry.contains("command") && entry["command"].is_string()) {
      command.arguments = words_of(entry["command"].get<std::string>());
    }
    if (!command.arguments.empty()) made.commands.push_back(std::move(command));
  }
  return made;
}

CompileCommand with_flags(const std::string& flags, const std::string& folder, const std::string& file) {
  CompileCommand command;
  command.folder = folder;
  command.file = file;
  command.arguments = {"clang++"};
  std::istringstream lines(flags);
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0) line.pop_back();
    if (!line.empty()) command.arguments.push_back(line);
  }
  command.arguments.push_back(file);
  return command;
}

}  // namespace

CommandReading read_compile_commands(const std::string& given, const std::string& project, const std::vector<std::string>& files) {
  const std::string folder = absolute(given, project);
  const std::string root = absolute(project, "/");
  std::error_code error;
  if (fs::exists(folder + "/compile_commands.json", error)) {
    CommandReading all = from_json(folder + "/compile_commands.json", folder);
    if (!all.trouble.empty()) return all;
    CommandReading made;
    std::set<std::string> seen;
    if (files.empty()) {
      for (CompileCommand& command : all.commands)
        if (is_below(command.file, root) && is_unit(command.file) && seen.insert(command.file).second) made.commands.push_back(std::move(command));
      return made;
    }
    for (const std::string& file : files) {
      const std::string wanted = absolute(file, root);
      if (!seen.insert(wanted).second) continue;
      const CompileCommand* nearest = nullptr;
      for (const CompileCommand& command : all.commands) {
        if (command.file == wanted) {
          nearest = &command;
          break;
        }
        if (nearest == nullptr || common_prefix(command.file, wanted) > common_prefix(nearest->file, wanted)) nearest = &command;
      }
      if (nearest == nullptr) continue;
      CompileCommand command = *nearest;
      for (std::string& argument : command.arguments)
        if (absolute(argument, command.folder) == command.file) argument = wanted;
      command.file = wanted;
      made.commands.push_back(std::move(command));
    }
    return made;
  }
  std::string flags;
  if (!extraction::read_bytes(folder + "/compile_flags.txt", flags))
    return {{}, folder + ": holds neither compile_commands.json nor compile_flags.txt"};
  CommandReading made;
  std::vector<std::string> wanted = files;
  if (wanted.empty()) {
    for (fs::recursive_directory_iterator at(root, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error))
      if (at->is_regular_file(error) && is_unit(at->path().string())) wanted.push_back(at->path().string());
    std::sort(wanted.begin(), wanted.end());
  }
  for (const std::string& file : wanted) made.commands.push_back(with_flags(flags, folder, absolute(file, root)));
  return made;
}

}  // namespace ringfence
