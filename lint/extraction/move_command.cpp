// A compilation database speaks of the files on disk; another version of them, elsewhere, is compiled the same way.
#include <array>
#include <filesystem>
#include <string_view>

#include "ringfence/units.h"

namespace ringfence {

namespace fs = std::filesystem;

namespace {

// `path` below `to` where it lies below `from` and is there too; empty otherwise.
std::string counterpart(const fs::path& path, const std::string& from, const std::string& to) {
  const fs::path relative = path.lexically_normal().lexically_relative(from);
  if (relative.empty() || *relative.begin() == "..") return {};
  const fs::path made = (fs::path(to) / relative).lexically_normal();
  std::error_code error;
  return fs::exists(made, error) ? made.string() : std::string();
}

std::string moved_argument(const std::string& argument, const std::string& folder, const std::string& from, const std::string& to) {
  static constexpr std::array<std::string_view, 4> kWithPath = {"-I", "-isystem", "-iquote", "-include"};
  size_t begin = 0;
  for (const std::string_view option : kWithPath)
    if (argument.starts_with(option)) begin = option.size();
  if (begin == argument.size() || (begin == 0 && argument.starts_with('-'))) return argument;
  const std::string path = counterpart(fs::path(folder) / argument.substr(begin), from, to);
  return path.empty() ? argument : argument.substr(0, begin) + path;
}

}  // namespace

CompileCommand move_command(CompileCommand command, const std::string& from, const std::string& to) {
  for (size_t i = 1; i < command.arguments.size(); ++i)
    command.arguments[i] = moved_argument(command.arguments[i], command.folder, from, to);
  if (const std::string file = counterpart(command.file, from, to); !file.empty()) command.file = file;
  if (const std::string folder = counterpart(command.folder, from, to); !folder.empty()) command.folder = folder;
  return command;
}

}  // namespace ringfence
