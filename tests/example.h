// The example projects: what their comments announce, and what the program says of them.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace ringfence::tests {

struct Outcome {
  int exit_code = -1;
  std::string output;  ///< stdout
};

/// Runs a command of the shell in the folder of the sources.
Outcome run(const std::string& command);
/// The same for the program itself.
Outcome run_ringfence(const std::string& arguments);

/// "path:line: rule" of every `-- expect:` (`# expect:` in TOML) below the folder.
std::multiset<std::string> announced(const std::string& example);
/// The same of findings that nothing suppresses, out of what `check --format json` wrote.
std::multiset<std::string> found(const nlohmann::json& document);
std::string one_a_line(const std::multiset<std::string>& lines);

std::string text_of(const std::filesystem::path& path);

}  // namespace ringfence::tests
