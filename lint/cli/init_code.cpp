#include "lint/cli/init_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <vector>

#include "ringfence/knowledge.h"

namespace ringfence::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDatabasePlaces[] = {"build", "",      "out",          "_build",     "builddir",         "cmake-build-debug",
                                                "bin",   "debug", "build/debug", "build/release", "cmake-build-release", "src"};
constexpr std::string_view kPassedOver[] = {"node_modules", "vendor", "third_party", "3rdparty", "external", "dist", "testdata"};
constexpr std::string_view kSources[] = {".cpp", ".cc", ".cxx", ".c++", ".C"};
constexpr std::string_view kHeaders[] = {".h", ".hpp", ".hh", ".hxx"};

template <size_t count>
bool is_one_of(const std::string& text, const std::string_view (&names)[count]) {
  return std::find(std::begin(names), std::end(names), text) != std::end(names);
}

bool includes_client(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  for (std::string line; std::getline(stream, line);) {
    const size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#' || line.find("include", hash) == std::string::npos) continue;
    const size_t open = line.find_first_of("<\"", hash);
    if (open == std::string::npos) continue;
    for (const ClientLibrary& client : knowledge().clients)
      for (const std::string& header : client.headers)
        if (line.compare(open + 1, header.size(), header) == 0) return true;
  }
  return false;
}

// What lies below one folder of the project (or beside its ringfence.toml).
struct Part {
  bool has_client = false;
  std::set<std::string> endings;  ///< Of its sources.
};

void look_into(const fs::path& folder, bool deep, Part& part) {
  std::error_code error;
  for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (at->is_directory(error)) {
      if (deep && !name.starts_with(".") && !name.starts_with("build") && !name.starts_with("cmake-build") && !is_one_of(name, kPassedOver))
        look_into(at->path(), true, part);
      continue;
    }
    const std::string ending = at->path().extension().string();
    const bool is_source = is_one_of(ending, kSources);
    if (is_source) part.endings.insert(ending);
    if (is_source || is_one_of(ending, kHeaders)) part.has_client = part.has_client || includes_client(at->path());
  }
}

std::vector<std::string> code_globs(const fs::path& folder) {
  std::vector<std::string> globs;
  const auto add = [&](const std::string& name, bool deep) {
    Part part;
    look_into(name.empty() ? folder : folder / name, deep, part);
    if (!part.has_client) return;
    for (const std::string& ending : part.endings) globs.push_back(name.empty() ? "*" + ending : name + "/**/*" + ending);
  };
  add("", false);
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (at->is_directory(error) && !name.starts_with(".") && !name.starts_with("build") && !name.starts_with("cmake-build") && !is_one_of(name, kPassedOver)) names.insert(name);
  }
  for (const std::string& name : names) add(name, true);
  return globs;
}

std::string quoted(const std::string& text) {
  std::string made = "\"";
  for (const char c : text) made += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return made + "\"";
}

}  // namespace

std::string draft_code_inputs(const fs::path& folder) {
  const std::vector<std::string> globs = code_globs(folder);
  if (globs.empty()) return {};
  std::string list;
  for (const std::string& glob : globs) list += (list.empty() ? "" : ", ") + quoted(glob);
  std::error_code error;
  for (const std::string_view place : kDatabasePlaces)
    for (const char* name : {"compile_commands.json", "compile_flags.txt"})
      if (fs::is_regular_file(folder / place / name, error))
        return fmt::format("# C++ that talks to the database, and the folder of its {}.\ncpp = [{}]\ncompile_commands = {}\n", name, list,
                           quoted(place.empty() ? "." : std::string(place)));
  return fmt::format(
      "# C++ that talks to the database was found, but no compile_commands.json (cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
      "# writes one) and no compile_flags.txt.\n# cpp = [{}]\n# compile_commands = \"build\"\n",
      list);
}

}  // namespace ringfence::cli
