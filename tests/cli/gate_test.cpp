// A pull request as the gate sees it: what a branch adds, here and elsewhere, and nothing that was there before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPolicy =
    "[inputs]\nschema = ['db/schema/*.sql']\nqueries = ['db/queries/*.sql']\n"
    "[tenant]\nroot = 'orgs'\nkeys = ['org_id']\nterms = ['$1']\n";
constexpr const char* kSchema =
    "CREATE TABLE orgs (id bigint PRIMARY KEY);\n"
    "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES orgs (id), title text);\n"
    "CREATE INDEX deals_by_org ON deals (org_id);\n"
    "CREATE TABLE rates (id bigint PRIMARY KEY, amount numeric);\n";
constexpr const char* kOldLeak = "-- name: Export :many\nSELECT title FROM deals\nORDER BY title;\n";
constexpr const char* kNewLeak = "-- name: Search :many\nSELECT id, title\nFROM deals\nWHERE title = $2;\n";

// Fifty lines of queries that are fine.
std::string fifty_lines() {
  std::string text;
  for (int i = 0; i < 25; ++i)
    text += "-- name: Deal" + std::to_string(i) + " :one\nSELECT title FROM deals WHERE org_id = $1 AND id = " + std::to_string(i) + ";\n";
  return text;
}

class Gate : public testing::Test {
 protected:
  void SetUp() override {
    setenv("XDG_CACHE_HOME", (folder_.path() / ".cache").c_str(), 1);
    folder_.write("ringfence.toml", kPolicy);
    folder_.write("db/schema/1.sql", kSchema);
    folder_.write("db/queries/a.sql", fifty_lines() + kOldLeak);
    folder_.write("db/queries/b.sql", "SELECT amount FROM rates;\n");
    git("init -q -b main");
    folder_.write(".gitignore", ".std*\n.cache\n.ringfence\n*.out\n");
    commit("as it was");
    git("checkout -q -b feature");
  }
  void TearDown() override { unsetenv("XDG_CACHE_HOME"); }

  void git(const std::string& arguments) {
    const std::string identity = "-c user.name=tester -c user.email=tester@localhost -c commit.gpgsign=false ";
    ASSERT_EQ(std::system(("cd '" + folder_.path().string() + "' && git " + identity + arguments + " >/dev/null").c_str()), 0) << arguments;
  }
  void commit(const std::string& message) {
    git("add -A");
    git("commit -q -m '" + message + "'");
  }

  // "path:line rule" of what gates.
  std::vector<std::string> found(const std::string& options) {
    const ProgramOutcome made = folder_.run("check --format json " + options);
    EXPECT_LT(made.exit_code, 2) << made.trouble;
    std::vector<std::string> places;
    const json report = json::parse(made.output, nullptr, false);
    for (const json& one : report.value("findings", json::array()))
      if (!one.contains("suppressed"))
        places.push_back(one["path"].get<std::string>() + ":" + std::to_string(one["line"].get<int>()) + " " + one["rule"].get<std::string>());
    return places;
  }

  ProgramFolder folder_;
};

int occurrences(const std::string& text, const std::string& word) {
  int count = 0;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) ++count;
  return count;
}

}  // namespace

// The baseline takes the first leak, the branch moves the fifty lines behind it, and adds one leak.
TEST_F(Gate, APullRequestWithOneLeakHasOneFindingInEveryFormat) {
  ASSERT_EQ(folder_.run("baseline").exit_code, 0);
  folder_.write("ringfence.toml", std::string(kPolicy).insert(std::string("[inputs]\n").size(), "baseline = 'ringfence-baseline.json'\n"));
  commit("accept what is there");
  git("checkout -q -B feature");
  folder_.write("db/queries/a.sql", kOldLeak + fifty_lines() + kNewLeak);
  commit("search");
  const std::string place = "db/queries/a.sql:56 tenant-unscoped-read";
  for (const std::string gate : {"", "--changed-since main", "--no-baseline --changed-since main"}) EXPECT_THAT(found(gate), testing::ElementsAre(place)) << gate;

  const std::map<std::string, std::pair<std::string, std::string>> marks = {
      {"text", {"error[", "a.sql:56:6"}},          {"github", {"::error", "line=56,"}},     {"gitlab", {"\"check_name\"", "\"begin\": 56"}},
      {"rdjson", {"\"severity\"", "\"line\": 56"}}, {"junit", {"<failure", "a.sql:56:6"}}, {"checkstyle", {"<error", "line=\"56\""}},
      {"markdown", {"1 error, ", "a.sql:56"}}};
  for (const auto& [format, mark] : marks) {
    const ProgramOutcome made = folder_.run("check --changed-since main --format " + format);
    EXPECT_EQ(made.exit_code, 1) << format;
    EXPECT_EQ(occurrences(made.output, mark.first), 1) << format << made.output;
    EXPECT_THAT(made.output, HasSubstr(mark.second)) << format;
  }
  const json sarif = json::parse(folder_.run("check --changed-since main --format sarif").output);
  int open = 0;
  for (const json& result : sarif["runs"][0]["results"]) open += !result.contains("suppressions");
  EXPECT_EQ(open, 1);

  std::string fixed = kNewLeak;
  fixed.insert(fixed.find(";"), " AND org_id = $1");
  folder_.write("db/queries/a.sql", kOldLeak + fifty_lines() + fixed);
  for (const auto& [format, mark] : marks) EXPECT_EQ(folder_.run("check --changed-since main --format " + format).exit_code, 0) << format;
}

TEST_F(Gate, AMigrationThatUnscopesAQueryElsewhereIsTheChangesFault) {
  EXPECT_THAT(found("--changed-since main"), testing::IsEmpty());
  folder_.write("db/schema/2.sql", "ALTER TABLE rates ADD COLUMN org_id bigint NOT NULL REFERENCES orgs (id);\nCREATE INDEX rates_by_org ON rates (org_id);\n");
  EXPECT_THAT(found("--changed-since main --only tenant"), testing::ElementsAre("db/queries/b.sql:1 tenant-unscoped-read")) << "not committed yet";
  commit("rates of their own");
  EXPECT_THAT(found("--changed-since main --only tenant"), testing::ElementsAre("db/queries/b.sql:1 tenant-unscoped-read"));
}

TEST_F(Gate, WhatIsEditedCountsAndWhatIsRenamedDoesNot) {
  git("mv db/queries/a.sql db/queries/z.sql");
  commit("rename");
  EXPECT_THAT(found("--changed-since main"), testing::IsEmpty());
  std::string text = fifty_lines() + kOldLeak;
  text.replace(text.find("SELECT title FROM deals\n"), 24, "SELECT title, id FROM deals\n");
  folder_.write("db/queries/z.sql", text);
  EXPECT_THAT(found("--changed-since main"), testing::ElementsAre("db/queries/z.sql:52 tenant-unscoped-read"));
}

TEST_F(Gate, AStatementThatMovesToAnotherFileIsKnown) {
  ASSERT_EQ(folder_.run("baseline").exit_code, 0);
  folder_.write("db/queries/a.sql", "SELECT amount FROM rates;\n");
  folder_.write("db/queries/moved.sql", fifty_lines() + kOldLeak);
  EXPECT_THAT(found("--changed-since main"), testing::IsEmpty());
  EXPECT_THAT(found("--baseline ringfence-baseline.json"), testing::IsEmpty());
  folder_.write("db/queries/a.sql", kOldLeak);
  EXPECT_THAT(found("--baseline ringfence-baseline.json"), testing::ElementsAre("db/queries/moved.sql:52 tenant-unscoped-read")) << "a copy is new";
}

// Others go on meanwhile: what they did is not the branch's.
TEST_F(Gate, TheBranchIsComparedWithWhereItBegan) {
  git("checkout -q main");
  folder_.write("db/queries/c.sql", kNewLeak);
  commit("theirs");
  git("checkout -q feature");
  folder_.write("db/queries/d.sql", "SELECT amount FROM rates;\n");
  commit("ours");
  EXPECT_THAT(found("--changed-since main"), testing::IsEmpty());
}

TEST_F(Gate, TroubleWithGitIsTrouble) {
  const ProgramOutcome unknown = folder_.run("check --changed-since no-such-branch");
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.trouble, AllOf(HasSubstr("'no-such-branch': no such revision here"), HasSubstr("fetch-depth: 0")));
  const ProgramFolder outside;
  outside.write("ringfence.toml", kPolicy);
  outside.write("db/schema/1.sql", kSchema);
  outside.write("db/queries/a.sql", kOldLeak);
  const ProgramOutcome none = outside.run("check --changed-since main");
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.trouble, HasSubstr("in no Git repository"));
}

TEST_F(Gate, ABaselineShrinksByItselfAndGrowsWhenAsked) {
  ASSERT_EQ(folder_.run("baseline").exit_code, 0);
  EXPECT_EQ(folder_.run("baseline --check").exit_code, 0);
  folder_.write("db/queries/c.sql", kNewLeak);
  const ProgramOutcome refused = folder_.run("baseline");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.trouble, AllOf(HasSubstr("db/queries/c.sql:3: tenant-unscoped-read"), HasSubstr("1 new ones are not")));
  EXPECT_THAT(folder_.read("ringfence-baseline.json"), Not(HasSubstr("c.sql")));
  EXPECT_EQ(folder_.run("baseline --accept-new").exit_code, 0);
  EXPECT_THAT(folder_.read("ringfence-baseline.json"), HasSubstr("c.sql"));
  folder_.write("db/queries/c.sql", "SELECT amount FROM rates;\n");
  EXPECT_EQ(folder_.run("baseline --check").exit_code, 1) << "it could shrink";
  EXPECT_EQ(folder_.run("baseline").exit_code, 0);
  EXPECT_THAT(folder_.read("ringfence-baseline.json"), Not(HasSubstr("c.sql")));
}

// The path in a fingerprint is the project's, wherever the program is started.
TEST_F(Gate, ABaselineHoldsFromEveryFolder) {
  ASSERT_EQ(folder_.run("baseline").exit_code, 0);
  const std::string elsewhere = "check '" + folder_.path().string() + "' --baseline '" + (folder_.path() / "ringfence-baseline.json").string() + "'";
  const ProgramFolder other;
  EXPECT_EQ(other.run(elsewhere).exit_code, 0);
}

}  // namespace ringfence::tests
