#include "tests/example.h"

#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <regex>
#include <sstream>

namespace fs = std::filesystem;

namespace ringfence::tests {

namespace {

const fs::path kRoot = RINGFENCE_SOURCE_DIR;

// What is kept between runs, and C++ where this program does not read it.
bool is_out_of_sight(const fs::path& path) {
  const bool is_cpp = path.extension() == ".cpp" || path.extension() == ".h";
  return path.string().find("/.ringfence/") != std::string::npos || (is_cpp && RINGFENCE_HAS_CPP == 0);
}

void add_announced(const fs::path& path, std::multiset<std::string>& announced) {
  static const std::regex pattern("(?:--|#|//) *expect(-next)?: *([a-z][a-z, -]*)");
  std::istringstream lines(text_of(path));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, pattern)) continue;
    std::istringstream rules(match[2].str());
    for (std::string rule; std::getline(rules, rule, ',');) {
      std::erase(rule, ' ');
      const int at = number + (match[1].matched ? 1 : 0);
      announced.insert(path.lexically_relative(kRoot).string() + ":" + std::to_string(at) + ": " + rule);
    }
  }
}

}  // namespace

Outcome run(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen(("cd '" + kRoot.string() + "' && " + command).c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  for (size_t read; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.output.append(buffer, read);
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

Outcome run_ringfence(const std::string& arguments) { return run("'" RINGFENCE_PROGRAM "' " + arguments); }

std::multiset<std::string> announced(const std::string& example) {
  std::multiset<std::string> announced;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / example))
    if (entry.is_regular_file() && entry.path().extension() != ".md" && !is_out_of_sight(entry.path())) add_announced(entry.path(), announced);
  return announced;
}

std::multiset<std::string> found(const nlohmann::json& document) {
  std::multiset<std::string> found;
  for (const auto& finding : document["findings"])
    if (!finding.contains("suppressed"))
      found.insert(finding.value("path", "") + ":" + std::to_string(finding.value("line", 0)) + ": " + finding.value("rule", ""));
  return found;
}

std::string one_a_line(const std::multiset<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace ringfence::tests
