// Every format that machines read holds what the JSON holds, and is what its readers expect.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/cli/deals_project.h"
#include "tests/cli/json_schema.h"
#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A name with what each format has to escape, two errors in a file, a fix, a multi-byte character before it.
constexpr const char* kName = "q %2C,:&<é>.sql";
constexpr const char* kQueries =
    "SELECT 'é', title FROM deals;\n"
    "SELECT d.title\nFROM deals d JOIN deals e ON e.title = d.title\nWHERE d.org_id = $1;\n"
    "SELECT title FROM deals WHERE id = $2;\n"
    "-- ringfence:allow tenant-unscoped-read: the nightly export is for us\n"
    "SELECT id FROM deals;\n";

class Formats : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("ringfence.toml", kDealsPolicy);
    folder_.write("s.sql", kDealsSchema);
    folder_.write(kName, kQueries);
  }

  std::string check(const std::string& format) {
    const ProgramOutcome made = folder_.run("check --format " + format);
    EXPECT_EQ(made.exit_code, 1) << format << made.trouble;
    return made.output;
  }

  // The findings that gate, from the format that says most.
  std::vector<json> findings() {
    std::vector<json> open;
    const json report = json::parse(check("json"));
    for (const json& one : report["findings"])
      if (!one.contains("suppressed")) open.push_back(one);
    EXPECT_EQ(open.size(), 3U);
    return open;
  }

  int shell(const std::string& command) { return std::system(("cd '" + folder_.path().string() + "' && " + command).c_str()); }

  ProgramFolder folder_;
};

}  // namespace

TEST_F(Formats, GitHubAnnotatesTheLine) {
  const std::string text = check("github");
  EXPECT_THAT(text, HasSubstr("::error file=q %252C%2C%3A&<é>.sql,line=1,endLine=1,col=24,endColumn=29,title=ringfence tenant-unscoped-read::"));
  EXPECT_THAT(text, Not(HasSubstr("nightly")));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4) << "a line a finding, and the counts";
}

TEST_F(Formats, GitLabReadsIt) {
  const json report = json::parse(check("gitlab"));
  EXPECT_EQ(schema_problems(report, "formats/gitlab.schema.json"), "");
  const std::vector<json> expected = findings();
  ASSERT_EQ(report.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(report[i]["check_name"], expected[i]["rule"]);
    EXPECT_EQ(report[i]["location"]["lines"]["begin"], expected[i]["line"]);
    EXPECT_EQ(report[i]["fingerprint"], expected[i]["fingerprint"]);
  }
}

TEST_F(Formats, ReviewdogReadsIt) {
  const json report = json::parse(check("rdjson"));
  EXPECT_EQ(schema_problems(report, "formats/rdjson.schema.json"), "");
  ASSERT_EQ(report["diagnostics"].size(), 3U);
  const json& start = report["diagnostics"][0]["location"]["range"]["start"];
  EXPECT_EQ(start["line"], 1);
  EXPECT_EQ(start["column"], 25) << "bytes, where others count UTF-16";
  EXPECT_TRUE(std::any_of(report["diagnostics"].begin(), report["diagnostics"].end(), [](const json& one) { return one.contains("suggestions"); }));
}

TEST_F(Formats, JUnitReadersReadIt) {
  folder_.write("made.xml", check("junit"));
  folder_.write("read.py",
                "import sys, junitparser\n"
                "suites = junitparser.JUnitXml.fromfile('made.xml')\n"
                "cases = [(s.name, c.classname, c.result[0].type, c.result[0].message) for s in suites for c in s]\n"
                "assert len(cases) == 3 and all(name == file == sys.argv[1] for name, file, _, _ in cases), cases\n"
                "assert cases[0][2:] == ('error', \"'deals' is read for every tenant\"), cases[0]\n");
  EXPECT_EQ(shell("/usr/bin/python3 read.py '" + std::string(kName) + "'"), 0);
  folder_.write(kName, "SELECT title FROM deals WHERE org_id = $1;\n");
  EXPECT_THAT(folder_.run("check --format junit").output, AllOf(HasSubstr("tests=\"1\" failures=\"0\""), HasSubstr("<testcase"))) << "a run without findings is a run";
}

TEST_F(Formats, CheckstyleReadersReadIt) {
  folder_.write("made.xml", check("checkstyle"));
  EXPECT_EQ(shell("xmllint --noout --schema " RINGFENCE_SOURCE_DIR "/tests/formats/checkstyle.xsd made.xml 2>read.txt"), 0) << folder_.read("read.txt");
  EXPECT_EQ(shell("test \"$(xmllint --xpath 'count(//error)' made.xml)\" = 3"), 0);
  EXPECT_EQ(shell("test \"$(xmllint --xpath 'string(//file/@name)' made.xml)\" = '" + std::string(kName) + "'"), 0);
}

TEST_F(Formats, TheSummaryIsAddedAndSaysWhatComesFirst) {
  std::string queries = kQueries;
  for (int i = 0; i < 9; ++i) queries += "SELECT title FROM deals WHERE org_id = $1 AND id = " + std::to_string(i) + ";\n";
  folder_.write(kName, queries);
  folder_.write("summary.md", "# before\n");
  folder_.run("check --summary summary.md --fail-on error");
  const std::string text = folder_.read("summary.md");
  EXPECT_THAT(text, AllOf(HasSubstr("# before\n## ringfence: 3 errors"), HasSubstr("1. **tenant-"), HasSubstr("uses of deals are tied to the tenant")));
  EXPECT_THAT(folder_.run("check --format markdown").output, HasSubstr("| tenant-unscoped-read | error |"));
}

}  // namespace ringfence::tests
