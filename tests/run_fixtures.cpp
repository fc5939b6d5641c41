// Runs every fixture of every rule, the cases of tests/cases, and the examples of every manual.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "tests/fixture_file.h"

namespace fs = std::filesystem;

namespace ringfence::tests {
namespace {

const std::string kRoot = RINGFENCE_SOURCE_DIR;

std::string describe(const Expectations& lines) {
  std::string text;
  for (const auto& [line, rules] : lines)
    for (const std::string& rule : rules) text += "  line " + std::to_string(line) + ": " + rule + "\n";
  return text;
}

std::string default_schema() { return read_text(kRoot + "/rules/default_schema.sql"); }

std::string policy_beside(const fs::path& file) {
  fs::path toml = file;
  toml.replace_extension(".toml");
  return fs::exists(toml) ? read_text(toml.string()) : std::string(kDefaultPolicy);
}

class FixtureTest : public testing::Test {
 public:
  explicit FixtureTest(fs::path file) : file_(std::move(file)) {}

  void TestBody() override {
    const FixtureFile fixture = parse_fixture(read_text(file_.string()));
    const std::string schema = fixture.schema.empty() ? default_schema() : fixture.schema;
    const FixtureProject project(schema, fixture.queries, policy_beside(file_));
    EXPECT_EQ(describe(project.found()), describe(fixture.expected)) << file_.string() << ": found, expected";
    for (const ReportedFinding& one : project.findings())
      for (const Fix& fix : one.finding.fixes) check_fix(project, schema, one.finding, fix);
  }

 private:
  // A fix parses, takes its finding away and brings no other.
  void check_fix(const FixtureProject& before, const std::string& schema, const Finding& finding, const Fix& fix) const {
    const FixtureProject after(schema, before.with_fix(fix), policy_beside(file_));
    size_t same = 0;
    for (const ReportedFinding& one : after.findings()) same += one.finding.rule == finding.rule && one.finding.subject == finding.subject;
    size_t were = 0;
    for (const ReportedFinding& one : before.findings()) were += one.finding.rule == finding.rule && one.finding.subject == finding.subject;
    EXPECT_LT(same, were) << file_.string() << ": '" << fix.title << "' does not mend " << finding.rule << "\n" << before.with_fix(fix);
    EXPECT_LT(after.findings().size(), before.findings().size()) << file_.string() << ": '" << fix.title << "' brings another finding";
  }

  fs::path file_;
};

// The ```sql blocks of a manual: `-- bad` gives the rule, `-- good` gives nothing, `-- schema` replaces the default one.
class ManualTest : public testing::Test {
 public:
  ManualTest(fs::path file, std::string rule) : file_(std::move(file)), rule_(std::move(rule)) {}

  void TestBody() override {
    std::string schema = default_schema();
    std::istringstream lines(read_text(file_.string()));
    std::string block;
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
      if (!inside && line == "```sql") {
        inside = true;
        block.clear();
      } else if (inside && line == "```") {
        inside = false;
        if (block.rfind("-- schema\n", 0) == 0) schema = block;
        if (block.rfind("-- bad\n", 0) == 0) check(schema, block, true);
        if (block.rfind("-- good\n", 0) == 0) check(schema, block, false);
      } else if (inside) {
        block += line + "\n";
      }
    }
  }

 private:
  void check(const std::string& schema, const std::string& block, bool bad) const {
    const FixtureProject project(schema, block, kDefaultPolicy);
    const std::string found = describe(project.found());
    if (bad) EXPECT_NE(found.find(rule_), std::string::npos) << file_.string() << ": the bad example is not found\n" << block << found;
    else EXPECT_EQ(found, "") << file_.string() << ": the good example is not clean\n" << block;
  }

  fs::path file_;
  std::string rule_;
};

void register_fixtures() {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot + "/rules")) {
    const fs::path& path = entry.path();
    if (path.extension() == ".sql" && path.parent_path().filename() == "fixtures") {
      const std::string rule = path.parent_path().parent_path().parent_path().filename().string() + "-" + path.parent_path().parent_path().filename().string();
      testing::RegisterTest("Fixture", (rule + "/" + path.stem().string()).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [path]() -> testing::Test* { return new FixtureTest(path); });
    }
    if (path.filename() == "rule.md") {
      const std::string rule = path.parent_path().parent_path().filename().string() + "-" + path.parent_path().filename().string();
      testing::RegisterTest("Manual", rule.c_str(), nullptr, nullptr, __FILE__, __LINE__, [path, rule]() -> testing::Test* { return new ManualTest(path, rule); });
    }
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot + "/tests/cases"))
    if (entry.path().extension() == ".sql")
      testing::RegisterTest("Case", entry.path().stem().string().c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [path = entry.path()]() -> testing::Test* { return new FixtureTest(path); });
}

}  // namespace
}  // namespace ringfence::tests

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  ringfence::tests::register_fixtures();
  return RUN_ALL_TESTS();
}
