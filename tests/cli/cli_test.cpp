// The commands as a person or a pipeline runs them: what they print, what they leave, how they exit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPolicy =
    "[inputs]\nschema = ['db/migrations/*.sql']\nqueries = ['db/queries/*.sql']\n"
    "[tenant]\nroot = 'organizations'\nkeys = ['org_id']\nterms = ['$1']\n";
constexpr const char* kSchema =
    "CREATE TABLE organizations (id bigint PRIMARY KEY);\n"
    "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), title text, UNIQUE (org_id, id));\n"
    "CREATE TABLE notes (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), deal_id bigint,"
    " FOREIGN KEY (org_id, deal_id) REFERENCES deals (org_id, id));\nCREATE INDEX notes_by_org ON notes (org_id);\n";
constexpr const char* kClean = "-- name: Mine :many\nSELECT title FROM deals WHERE org_id = $1;\n";
constexpr const char* kLeak = "-- name: Everybodys :many\nSELECT title FROM deals;\n";

class Cli : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("ringfence.toml", kPolicy);
    folder_.write("db/migrations/1.sql", kSchema);
    folder_.write("db/queries/deals.sql", kClean);
  }
  void leak() { folder_.write("db/queries/leak.sql", kLeak); }

  ProgramFolder folder_;
};

}  // namespace

TEST_F(Cli, CheckExitsWithNothingFindingsOrTrouble) {
  EXPECT_EQ(folder_.run("check").exit_code, 0);
  leak();
  const ProgramOutcome found = folder_.run("check");
  EXPECT_EQ(found.exit_code, 1);
  EXPECT_THAT(found.output, AllOf(HasSubstr("error[tenant-unscoped-read]"), HasSubstr("db/queries/leak.sql:2"),
                                  HasSubstr("add deals.org_id = $1")));
  EXPECT_EQ(folder_.run("check db/queries/deals.sql").exit_code, 0);
  EXPECT_EQ(folder_.run("check no/such/folder").exit_code, 2);
  EXPECT_EQ(folder_.run("check --config other.toml").exit_code, 2);
  EXPECT_EQ(folder_.run("check --format xml").exit_code, 2);
}

TEST_F(Cli, AFileThatIsNoSqlIsTroubleWhateverIsAskedFor) {
  folder_.write("db/queries/noise.sql", "?? ]] what is this\n");
  for (const char* options : {"", "--only tenant", "--except input-unparsed", "--fail-on error"}) {
    const ProgramOutcome outcome = folder_.run(std::string("check ") + options);
    EXPECT_EQ(outcome.exit_code, 2) << options;
    EXPECT_THAT(outcome.trouble, HasSubstr("db/queries/noise.sql: nothing in it could be read as SQL")) << options;
  }
  folder_.write("ringfence.toml", std::string(kPolicy) + "[rules]\ninput-unparsed = 'off'\n");
  EXPECT_EQ(folder_.run("check").exit_code, 0);
}

TEST_F(Cli, FailOnSaysWhatGates) {
  EXPECT_EQ(folder_.run("check --fail-on note").exit_code, 0);
  folder_.write("db/migrations/2.sql",
                "CREATE TABLE calls (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id),"
                " deal_id bigint REFERENCES deals (id), UNIQUE (org_id, id));\n");
  folder_.write("db/queries/join.sql",
                "SELECT d.title FROM calls c JOIN deals d ON d.id = c.deal_id WHERE c.org_id = $1;\n");
  EXPECT_EQ(folder_.run("check").exit_code, 0);
  EXPECT_EQ(folder_.run("check --fail-on warning").exit_code, 0);
  EXPECT_EQ(folder_.run("check --fail-on note --except schema").exit_code, 1);
  const ProgramOutcome tables = folder_.run("check --fail-on note --only schema");
  EXPECT_EQ(tables.exit_code, 1);
  EXPECT_THAT(tables.output, AllOf(HasSubstr("= migration:"), HasSubstr("REFERENCES deals (org_id, id) NOT VALID;")));
}

TEST_F(Cli, OnlyAndExceptKnowTheRules) {
  leak();
  EXPECT_EQ(folder_.run("check --only input").exit_code, 0);
  EXPECT_EQ(folder_.run("check --except tenant-unscoped-read").exit_code, 0);
  EXPECT_EQ(folder_.run("check --only tenant").exit_code, 1);
  const ProgramOutcome wrong = folder_.run("check --only tenant-unscoped-reed");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.trouble, HasSubstr("did you mean tenant-unscoped-read?"));
}

TEST_F(Cli, JsonGoesToTheFileAndHasTheCoverage) {
  leak();
  const ProgramOutcome made = folder_.run("check --format json --output out.json");
  EXPECT_EQ(made.output, "");
  const nlohmann::json report = nlohmann::json::parse(folder_.read("out.json"));
  EXPECT_EQ(report["findings"].size(), 1U);
  EXPECT_EQ(report["findings"][0]["path"], "db/queries/leak.sql");
  EXPECT_EQ(report["coverage"]["statements"], 2);
  EXPECT_EQ(report["coverage"]["refuted"], 1);
}

TEST_F(Cli, ABaselineAcceptsTodayAndTellsWhatIsGone) {
  leak();
  EXPECT_EQ(folder_.run("baseline --output base.json").exit_code, 0);
  EXPECT_EQ(folder_.run("check --baseline base.json").exit_code, 0);
  folder_.write("db/queries/leak.sql", "\n\n" + std::string(kLeak));
  EXPECT_EQ(folder_.run("check --baseline base.json").exit_code, 0) << "lines may shift";
  folder_.write("db/queries/more.sql", "SELECT id FROM notes;\n");
  const ProgramOutcome grown = folder_.run("check --baseline base.json");
  EXPECT_EQ(grown.exit_code, 1);
  EXPECT_THAT(grown.output, AllOf(HasSubstr("more.sql"), Not(HasSubstr("leak.sql:4"))));
  folder_.write("db/queries/leak.sql", kClean);
  EXPECT_THAT(folder_.run("check --baseline base.json").output, HasSubstr("1 finding of the baseline gone"));
  folder_.write("base.json", "{}");
  EXPECT_EQ(folder_.run("check --baseline base.json").exit_code, 2);
}

TEST_F(Cli, AllowCommentsWantAReasonAndAUse) {
  folder_.write("db/queries/leak.sql",
                "-- ringfence:allow tenant-unscoped-read: the export is for us\nSELECT title FROM deals;\n");
  EXPECT_EQ(folder_.run("check --fail-on note").exit_code, 0);
  folder_.write("db/queries/leak.sql", "-- ringfence:allow tenant-unscoped-read\nSELECT title FROM deals;\n");
  EXPECT_THAT(folder_.run("check").output, HasSubstr("allow-without-reason"));
  folder_.write("db/queries/leak.sql",
                "-- ringfence:allow tenant-unscoped-read until 2020-01-01: soon\nSELECT title FROM deals;\n");
  EXPECT_THAT(folder_.run("check").output, HasSubstr("allow-expired"));
  folder_.write("db/queries/leak.sql", "-- ringfence:allow tenant-unscoped-read: no longer\n" + std::string(kClean));
  EXPECT_THAT(folder_.run("check").output, HasSubstr("allow-unused"));
}

TEST_F(Cli, StatementsWithoutAnAnswerAreListedOnRequest) {
  folder_.write("db/migrations/2.sql", "CREATE FUNCTION f(id bigint) RETURNS bigint LANGUAGE c AS 'f';\n");
  folder_.write("db/queries/call.sql",
                "-- name: Called :one\nSELECT f(org_id) FROM deals WHERE org_id = $1 AND f(id) = (SELECT count(*) FROM "
                "nowhere);\n");
  EXPECT_THAT(folder_.run("check").output, Not(HasSubstr("Called:")));
  EXPECT_THAT(folder_.run("check --show-unknown").output, HasSubstr("Called:"));
}

TEST_F(Cli, InitWritesWhatCheckThenRunsWith) {
  const ProgramFolder fresh;
  fresh.write("services/crm/db/migrations/1.sql", kSchema);
  fresh.write("services/crm/db/queries/leak.sql", kLeak);
  fresh.write("node_modules/x/migrations/1.sql", "CREATE TABLE not_ours (id int);\n");
  EXPECT_EQ(fresh.run("check").exit_code, 2);
  const ProgramOutcome made = fresh.run("init");
  EXPECT_EQ(made.exit_code, 0) << made.trouble;
  EXPECT_THAT(fresh.read("ringfence.toml"), AllOf(HasSubstr("services/crm/db/migrations"),
                                                  HasSubstr("root = \"organizations\""), HasSubstr("\"org_id\"")));
  EXPECT_EQ(fresh.run("check").exit_code, 1);
  EXPECT_EQ(fresh.run("init").exit_code, 2) << "it is not overwritten";
  EXPECT_EQ(fresh.run("init --force --schema 'services/crm/db/migrations/*.sql' .").exit_code, 0);
  const ProgramFolder empty;
  EXPECT_THAT(empty.run("init").trouble, HasSubstr("no migrations found"));
}

TEST_F(Cli, InitNamesTheCodeThatTalksToTheDatabase) {
  const ProgramFolder fresh;
  fresh.write("db/migrations/1.sql", kSchema);
  fresh.write("src/db/deals.h", "#pragma once\n#include <pqxx/pqxx>\n");
  fresh.write("src/deals.cc", "#include \"db/deals.h\"\n");
  fresh.write("tools/main.cpp", "#include <vector>\n");
  EXPECT_EQ(fresh.run("init").exit_code, 0);
  EXPECT_THAT(fresh.read("ringfence.toml"), HasSubstr("\n# cpp = [\"src/**/*.cc\"]\n")) << "nothing says how it is compiled";
  fresh.write("build/compile_commands.json", "[]");
  EXPECT_EQ(fresh.run("init --force").exit_code, 0);
  EXPECT_THAT(fresh.read("ringfence.toml"), HasSubstr("\ncpp = [\"src/**/*.cc\"]\ncompile_commands = \"build\"\n\n[tenant]"));
  EXPECT_EQ(fresh.run("check").trouble.find("built without the C++ front end") == std::string::npos, RINGFENCE_HAS_CPP != 0);
  EXPECT_THAT(fresh.run("check --no-cpp").trouble, Not(HasSubstr("front end")));
  fresh.write("src/deals.cc", "#include <vector>\n");
  fresh.write("src/db/deals.h", "#pragma once\n");
  EXPECT_EQ(fresh.run("init --force").exit_code, 0);
  EXPECT_THAT(fresh.read("ringfence.toml"), Not(HasSubstr("cpp")));
}

TEST_F(Cli, CatalogAndFactsTellWhatIsKnown) {
  EXPECT_THAT(folder_.run("catalog").output, AllOf(HasSubstr("deals"), HasSubstr("org_id"), HasSubstr("direct")));
  leak();
  const nlohmann::json facts = nlohmann::json::parse(folder_.run("facts db/queries/leak.sql").output);
  EXPECT_EQ(facts["relationUses"][0]["table"], "deals");
  EXPECT_EQ(facts["relationUses"][0]["verdict"], "refuted");
}

TEST_F(Cli, ExplainTellsRulesAndStatements) {
  leak();
  EXPECT_THAT(folder_.run("explain tenant-unscoped-read").output, HasSubstr("## How to fix"));
  EXPECT_THAT(folder_.run("explain tenant-unscoped").trouble, HasSubstr("did you mean"));
  EXPECT_THAT(folder_.run("explain --statement db/queries/leak.sql:2").output, HasSubstr("missing: deals.org_id = $1"));
  EXPECT_THAT(folder_.run("explain --statement db/queries/deals.sql:2").output,
              HasSubstr("so its rows are those of $1"));
  EXPECT_EQ(folder_.run("explain --statement db/queries/deals.sql:99").exit_code, 2);
}

TEST_F(Cli, WitnessShowsTheOtherTenantsRow) {
  folder_.write("db/queries/leak.sql", "SELECT title FROM deals WHERE id = $2 AND $1::bigint IS NOT NULL;\n");
  const ProgramOutcome shown = folder_.run("witness db/queries/leak.sql:1");
  EXPECT_EQ(shown.exit_code, 0) << shown.trouble;
  EXPECT_THAT(shown.output,
              AllOf(HasSubstr("as tenant"), HasSubstr("the row:    deals (id = "), HasSubstr("with it:")));
  const nlohmann::json report = nlohmann::json::parse(folder_.run("check --witness --format json").output);
  EXPECT_EQ(report["findings"][0]["witness"]["foreignRow"]["table"], "deals");
  EXPECT_THAT(folder_.run("check --witness").output, HasSubstr("= witness: as tenant"));
  EXPECT_THAT(folder_.run("witness db/queries/deals.sql:2").trouble, HasSubstr("no refuted statement and no open policy stands there"));
  EXPECT_THAT(folder_.run("witness --scratch-database host=/nonexistent db/queries/leak.sql:1").trouble,
              HasSubstr("/nonexistent"));
}

TEST_F(Cli, AnOpenPolicyIsShownWithARow) {
  const ProgramOutcome shown = folder_.run("witness '" RINGFENCE_SOURCE_DIR "/docs/examples/rls/db/migrations/003_policies.sql:29'");
  EXPECT_EQ(shown.exit_code, 0) << shown.trouble;
  EXPECT_THAT(shown.output, AllOf(HasSubstr("as tenant"), HasSubstr("the row:    articles"), HasSubstr("published = true")));
  EXPECT_THAT(folder_.run("catalog --policies '" RINGFENCE_SOURCE_DIR "/docs/examples/rls'").output,
              AllOf(HasSubstr("UPDATE to"), HasSubstr("articles"), HasSubstr("OPEN"), HasSubstr("policy 'published', ")));
}

TEST_F(Cli, AKilledWitnessLeavesNothingBehind) {
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  std::filesystem::create_directory(folder_.path() / "tmp");
  std::filesystem::permissions(folder_.path() / "tmp", std::filesystem::perms(0777));
  folder_.write("db/queries/never.sql", "SELECT title FROM deals WHERE title = 'x' AND title = 'y';\n");
  folder_.run("rules; TMPDIR=\"$PWD/tmp\" timeout --signal=KILL 4 '" RINGFENCE_PROGRAM
              "' witness db/queries/never.sql:1 &"
              " sleep 2; ls tmp >seen; wait");
  EXPECT_THAT(folder_.read("seen"), HasSubstr("ringfence-pg"));
  const auto is_empty = [&] { return std::filesystem::is_empty(folder_.path() / "tmp"); };
  for (int attempt = 0; attempt < 100 && !is_empty(); ++attempt)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_TRUE(is_empty());
}

TEST_F(Cli, HelpTeaches) {
  for (const char* command : {"", "check", "baseline", "catalog", "explain", "facts", "init", "rules", "witness"}) {
    const ProgramOutcome help = folder_.run(std::string(command) + " --help");
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_THAT(help.output, AnyOf(HasSubstr("Example"), HasSubstr("Start here"))) << command;
  }
  EXPECT_THAT(folder_.run("chekc").trouble, HasSubstr("did you mean `ringfence check`?"));
  EXPECT_THAT(folder_.run("rules").output, AllOf(HasSubstr("tenant-unscoped-read"), HasSubstr("input-unparsed")));
}

}  // namespace ringfence::tests
