// Runs tests/facts/*.sql: what the analysis says of relation uses and statements, told in comments on their lines.
//   -- use: d proven, c refuted unscoped    all uses of owned tables on this line: alias, verdict and, if one likes, the gap
//   -- verdict: conditional                 of the statement that begins on this line or the next
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>

#include "tests/fixture_file.h"

namespace fs = std::filesystem;

namespace ringfence::tests {
namespace {

const fs::path kFacts = fs::path(RINGFENCE_SOURCE_DIR) / "tests/facts";

uint32_t line_of(Place at) { return at.source->position(at.span.begin).line; }

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) {
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    parts.push_back(part);
  }
  return parts;
}

std::string describe(const RelationUse& use) {
  std::string text = use.alias + " " + std::string(to_string(use.proof.verdict));
  if (use.proof.gap != Gap::kNone) text += " " + std::string(to_string(use.proof.gap));
  return text;
}

class FactsTest : public testing::Test {
 public:
  explicit FactsTest(fs::path file) : file_(std::move(file)) {}

  void TestBody() override {
    SCOPED_TRACE(file_.string());
    const FixtureFile fixture = read_fixture(file_);
    const FixtureProject project(fixture);
    CheckOptions options;
    options.threads = 1;
    const Facts facts = observe_project(project.project(), options);
    const std::regex expectation("-- (use|verdict): *((?:(?! --).)*)");
    std::istringstream lines(fixture.queries.text);
    uint32_t number = 0;
    int checked = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      for (std::sregex_iterator at(line.begin(), line.end(), expectation), end; at != end; ++at, ++checked) {
        SCOPED_TRACE(line);
        if ((*at)[1] == "use") expect_uses(facts, number, split_list((*at)[2].str()));
        else expect_verdict(facts, number, split_list((*at)[2].str()).at(0));
      }
    }
    EXPECT_GT(checked, 0) << "nothing is expected here";
  }

 private:
  // Each use is told once, and nothing else is told; a gap may be left out.
  static void expect_uses(const Facts& facts, uint32_t line, std::vector<std::string> expected) {
    std::vector<std::string> actual;
    for (const RelationUse& use : facts.relation_uses) {
      if (!use.table->is_owned() || line_of(use.at) != line) continue;
      std::string description = describe(use);
      for (const std::string& one : expected)
        if (description.starts_with(one + " ")) description = one;
      actual.push_back(std::move(description));
    }
    std::sort(actual.begin(), actual.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(actual, expected) << "line " << line;
  }

  static void expect_verdict(const Facts& facts, uint32_t line, const std::string& expected) {
    for (const Statement& statement : facts.statements) {
      if (!statement.at || (line_of(statement.at) != line && line_of(statement.at) != line + 1)) continue;
      EXPECT_EQ(to_string(statement.verdict), expected) << "line " << line << " " << statement.unknown_because;
      return;
    }
    ADD_FAILURE() << "no statement begins on line " << line << " or the next";
  }

  fs::path file_;
};

void add_all() {
  for (const fs::directory_entry& entry : fs::directory_iterator(kFacts))
    if (is_fixture(entry.path()))
      testing::RegisterTest("Facts", entry.path().stem().c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [path = entry.path()]() -> testing::Test* { return new FactsTest(path); });
}

}  // namespace
}  // namespace ringfence::tests

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  ringfence::tests::add_all();
  return RUN_ALL_TESTS();
}
