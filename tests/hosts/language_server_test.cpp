// The language server shows what `ringfence check` prints: the same rules in the same places of each example.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "tests/lsp/lsp_project.h"

namespace ringfence::tests {
namespace {

namespace fs = std::filesystem;

std::string place(const Json& line, const Json& column, const Json& rule) {
  return std::to_string(line.get<int>()) + ":" + std::to_string(column.get<int>()) + " " + rule.get<std::string>();
}

class SameFindings : public testing::TestWithParam<std::string> {};

TEST_P(SameFindings, InEachSqlFileAndTheConfiguration) {
  const ProgramFolder folder;
  fs::copy(fs::path(RINGFENCE_SOURCE_DIR) / "docs/examples" / GetParam(), folder.path(), fs::copy_options::recursive);
  // Filled by the check, read by the server.
  const ProgramOutcome outcome = folder.run("check . --format json -q");
  std::map<std::string, std::vector<std::string>> expected;
  const Json report = Json::parse(outcome.output);
  for (const Json& one : report["findings"])
    if (!one.contains("suppressed")) expected[one["path"]].push_back(place(one["line"], one["column"], one["rule"]));
  LspSession session(folder.path().string());
  session.initialize();
  std::map<std::string, std::vector<std::string>> shown;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".sql") && !path.ends_with("ringfence.toml")) continue;
    const std::string name = entry.path().lexically_relative(folder.path()).string();
    session.open(path, folder.read(name));
    for (const Json& one : session.diagnostics(path, 1)) {
      const Json& start = one["range"]["start"];
      shown[name].push_back(place(start["line"].get<int>() + 1, start["character"].get<int>() + 1, one["code"]));
    }
  }
  for (auto* all : {&expected, &shown})
    for (auto& [path, lines] : *all) std::sort(lines.begin(), lines.end());
  std::erase_if(expected, [](const auto& one) { return !one.first.ends_with(".sql") && !one.first.ends_with(".toml"); });
  EXPECT_EQ(shown, expected);
  EXPECT_FALSE(expected.empty());
}

INSTANTIATE_TEST_SUITE_P(Examples, SameFindings, testing::Values("fieldcrm", "rls", "schema-per-tenant"),
                         [](const auto& one) { return one.param == "schema-per-tenant" ? std::string("schemas") : one.param; });

}  // namespace
}  // namespace ringfence::tests
