// The program on the example projects: what it finds is what their comments announce, and how it says so is, of the first,
// kept in tests/golden/fieldcrm.txt (ci/test --update-golden accepts today's text).
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = RINGFENCE_SOURCE_DIR;
constexpr const char* kExample = "docs/examples/fieldcrm";

struct Outcome {
  int exit_code = -1;
  std::string output;
};

Outcome run_ringfence(const std::string& arguments) {
  Outcome outcome;
  const std::string command = "cd '" + kRoot.string() + "' && '" RINGFENCE_PROGRAM "' " + arguments;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  for (size_t read; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.output.append(buffer, read);
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What is kept between runs, and C++ where this program does not read it.
bool is_out_of_sight(const fs::path& path) {
  const bool is_cpp = path.extension() == ".cpp" || path.extension() == ".h";
  return path.string().find("/.ringfence/") != std::string::npos || (is_cpp && RINGFENCE_HAS_CPP == 0);
}

// "path:line: rule" of every `-- expect:` (`# expect:` in TOML) below the example.
std::multiset<std::string> announced(const std::string& example) {
  const std::regex pattern("(?:--|#|//) *expect(-next)?: *([a-z][a-z, -]*)");
  std::multiset<std::string> announced;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / example)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".md" || is_out_of_sight(entry.path())) continue;
    std::istringstream lines(read_text(entry.path()));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      std::smatch match;
      if (!std::regex_search(line, match, pattern)) continue;
      std::istringstream rules(match[2].str());
      for (std::string rule; std::getline(rules, rule, ',');) {
        std::erase(rule, ' ');
        const int at = number + (match[1].matched ? 1 : 0);
        announced.insert(entry.path().lexically_relative(kRoot).string() + ":" + std::to_string(at) + ": " + rule);
      }
    }
  }
  return announced;
}

std::string one_a_line(const std::multiset<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The text is long: what counts is where it changed.
std::string first_difference(const std::string& now, const std::string& accepted) {
  std::istringstream left(now), right(accepted);
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (!more_left && !more_right) return {};
    if (more_left != more_right || a != b)
      return "line " + std::to_string(line) + "\nnow:      " + (more_left ? a : "(the end)") +
             "\naccepted: " + (more_right ? b : "(the end)");
  }
}

void expect_what_it_announces(const std::string& example) {
  const Outcome outcome = run_ringfence("check --no-cache --format json " + example);
  EXPECT_EQ(outcome.exit_code, 1);
  const auto document = nlohmann::json::parse(outcome.output, nullptr, false);
  ASSERT_TRUE(document.is_object()) << outcome.output;
  std::multiset<std::string> found;
  for (const auto& finding : document["findings"]) {
    if (finding.contains("suppressed")) continue;
    found.insert(finding.value("path", "") + ":" + std::to_string(finding.value("line", 0)) + ": " +
                 finding.value("rule", ""));
  }
  EXPECT_EQ(one_a_line(found), one_a_line(announced(example))) << "left: found, right: announced";
}

TEST(Golden, TheExampleHasExactlyTheFindingsItAnnounces) { expect_what_it_announces(kExample); }

TEST(Golden, SoHasTheExampleWithASchemaForEachTenant) { expect_what_it_announces("docs/examples/schema-per-tenant"); }

TEST(Golden, SoHasTheExampleOfRowLevelSecurity) { expect_what_it_announces("docs/examples/rls"); }

TEST(Golden, TheTextOfTheExampleIsAsAccepted) {
  const Outcome outcome = run_ringfence(std::string("check --no-cpp --color never ") + kExample);
  EXPECT_EQ(outcome.exit_code, 1);
  const std::string text = std::regex_replace(outcome.output, std::regex("\\b[0-9]+\\.[0-9]+ s\\b"), "0.00 s");
  const fs::path golden = kRoot / "tests/golden/fieldcrm.txt";
  if (std::getenv("RINGFENCE_UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << text;
  EXPECT_EQ(first_difference(text, read_text(golden)), "") << "ci/test --update-golden accepts the new text";
}

}  // namespace
