// `check --record` and `review` as people call them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <thread>

#include "lint/history/database.h"
#include "ringfence/history.h"
#include "tests/cli/deals_project.h"
#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kLeak = "-- name: Leak :many\nSELECT title FROM deals;\n";
constexpr const char* kFine = "-- name: Fine :many\nSELECT title FROM deals WHERE org_id = $1;\n";
constexpr const char* kAccepted = "-- ringfence:allow tenant-unscoped-read until 2030-01-31: the nightly run reads all\nSELECT id FROM deals;\n";

class Recording : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("crm/ringfence.toml", std::string("[history]\nproject = 'crm'\n") + kDealsPolicy);
    folder_.write("crm/s.sql", kDealsSchema);
    folder_.write("crm/q1.sql", kLeak);
    folder_.write("crm/q2.sql", kAccepted);
    folder_.write("crm/CODEOWNERS", "q2.sql @crm/billing\n");
    git("init -q -b main");
    folder_.write("crm/.gitignore", ".ringfence\n");
    commit("first");
  }
  void git(const std::string& arguments) {
    const std::string identity = "-c user.name='Test Author' -c user.email=tester@localhost -c commit.gpgsign=false ";
    ASSERT_EQ(std::system(("cd '" + (folder_.path() / "crm").string() + "' && git " + identity + arguments + " >/dev/null").c_str()), 0) << arguments;
  }
  void commit(const std::string& message) {
    git("add -A");
    git("commit -q -m '" + message + "'");
  }
  ProgramOutcome record(const std::string& more = "") { return folder_.run("check crm --record -q " + more); }
  std::string history() const { return (folder_.path() / "crm/.ringfence/history.db").string(); }
  HistorySlice recorded() { return open_history(history(), false)->read("crm", "main", "2020-01-01", "2100-01-01"); }

  ProgramFolder folder_;
};

TEST_F(Recording, StoresTheRunAndWhoAcceptedWhat) {
  EXPECT_EQ(record().exit_code, 1);
  const HistorySlice slice = recorded();
  ASSERT_EQ(slice.runs.size(), 1u);
  EXPECT_EQ(slice.runs[0].commit.size(), 40u);
  EXPECT_FALSE(slice.runs[0].modified);
  EXPECT_TRUE(slice.runs[0].complete);
  EXPECT_EQ(slice.runs[0].command, "ringfence check crm --record -q");
  EXPECT_EQ(slice.runs[0].counts.errors, 1);
  EXPECT_EQ(slice.runs[0].counts.accepted, 1);
  ASSERT_EQ(slice.findings.size(), 2u);
  EXPECT_EQ(slice.findings[0].what.path, "q1.sql");
  ASSERT_TRUE(slice.findings[1].what.acceptance);
  const Acceptance& accepted = *slice.findings[1].what.acceptance;
  EXPECT_EQ(accepted.reason, "the nightly run reads all");
  EXPECT_EQ(accepted.until, "2030-01-31");
  EXPECT_EQ(accepted.by, "Test Author");
  EXPECT_EQ(accepted.since.size(), 10u);
  EXPECT_EQ(accepted.at, "q2.sql:1");
  EXPECT_EQ(slice.findings[1].what.owner, "@crm/billing");
}

TEST_F(Recording, KnowsAFindingAgainInARenamedFile) {
  record();
  git("mv q1.sql q3.sql");
  commit("moved");
  record();
  const HistorySlice slice = recorded();
  EXPECT_EQ(slice.runs.size(), 2u);
  EXPECT_EQ(slice.findings.size(), 2u);
}

TEST_F(Recording, WantsTheWholeProject) {
  for (const char* part : {"--only tenant", "--except schema", "--changed-since HEAD", "crm/q1.sql"}) {
    const ProgramOutcome made = folder_.run(std::string("check ") + (std::string(part) == "crm/q1.sql" ? "" : "crm ") + "--record " + part);
    EXPECT_EQ(made.exit_code, 2) << part;
    EXPECT_THAT(made.trouble, HasSubstr("--record wants all rules and all files")) << part;
  }
  EXPECT_FALSE(std::filesystem::exists(history()));
}

TEST_F(Recording, SaysWhenItCouldNotBeDone) {
  folder_.write("crm/.ringfence/history.db", std::string(4096, 'x'));
  const ProgramOutcome made = record();
  EXPECT_EQ(made.exit_code, 2);
  EXPECT_THAT(made.trouble, HasSubstr("the run is not recorded: "));
  EXPECT_THAT(made.output, HasSubstr("tenant-unscoped-read"));
}

TEST_F(Recording, ByTwoProgramsAtOnceLosesNothing) {
  std::thread other([&] {
    for (int i = 0; i < 4; ++i) folder_.run("check crm --record -q", "b");
  });
  for (int i = 0; i < 4; ++i) folder_.run("check crm --record -q", "a");
  other.join();
  const HistorySlice slice = recorded();
  EXPECT_EQ(slice.runs.size(), 8u);
  EXPECT_EQ(slice.findings.size(), 2u);
}

TEST_F(Recording, HoldsNoSecret) {
  folder_.write("crm/q4.sql", "-- name: Key :exec\nUPDATE deals SET title = pgp_sym_encrypt(title, 'Correct-Horse-9x-Battery') WHERE org_id = $1;\n");
  record("--history postgresql://ci:hunter22@127.0.0.1:1/none");
  EXPECT_EQ(record().exit_code, 1);
  const auto database = history::open_sqlite(history(), false);
  std::string everything;
  for (const char* table : {"runs", "texts", "findings", "occurrences", "commitments"})
    for (const auto& row : database->query(std::string("SELECT * FROM ") + table))
      for (const auto& value : row) everything += value.value_or("") + "\n";
  EXPECT_THAT(everything, HasSubstr("credential-literal-key"));
  EXPECT_THAT(everything, Not(HasSubstr("Correct-Horse")));
  const ProgramOutcome page = folder_.run("review crm --format html");
  EXPECT_THAT(page.output, Not(HasSubstr("Correct-Horse")));
}

TEST_F(Recording, ReviewTellsOfTheLastFullQuarterUnlessAskedOtherwise) {
  const ProgramOutcome made = folder_.run("review crm --format md");
  EXPECT_EQ(made.exit_code, 0) << made.trouble;
  EXPECT_THAT(made.output, HasSubstr("# crm: data protection review, 20"));
  EXPECT_EQ(recorded().runs.size(), 1u);
  folder_.run("review crm --format md --no-record");
  EXPECT_EQ(recorded().runs.size(), 1u);
}

TEST_F(Recording, ReviewTellsWhatCameAndWent) {
  record();
  folder_.write("crm/q1.sql", kFine);
  folder_.write("crm/q5.sql", "-- name: Another :many\nSELECT id, title FROM deals WHERE id = $2;\n");
  commit("second");
  record();
  const ProgramOutcome made = folder_.run("review crm --from 2020-01-01 --to 2100-01-01 --format csv --table findings --no-check");
  EXPECT_EQ(made.exit_code, 0) << made.trouble;
  EXPECT_THAT(made.output, HasSubstr("\nfixed,error,tenant-unscoped-read,q1.sql,2,"));
  EXPECT_THAT(made.output, HasSubstr("\nopen,error,tenant-id-only-lookup,q5.sql,2,"));
  EXPECT_THAT(made.output, HasSubstr("\naccepted,error,tenant-unscoped-read,q2.sql,2,"));
}

TEST_F(Recording, ReviewWritesAllTables) {
  const ProgramOutcome made = folder_.run("review crm --format html -o review.html --csv-folder tables");
  EXPECT_EQ(made.exit_code, 0) << made.trouble;
  for (const char* table : {"commitments", "findings", "inventory", "ownership", "controls", "coverage"})
    EXPECT_THAT(folder_.read(std::string("tables/") + table + ".csv"), HasSubstr(",")) << table;
  EXPECT_THAT(folder_.read("review.html"), HasSubstr("<h1>crm</h1>"));
  EXPECT_THAT(folder_.read("tables/ownership.csv"), HasSubstr("deals,direct,org_id,"));
}

TEST_F(Recording, ReviewSaysWhatIsMissing) {
  const auto trouble = [&](const std::string& arguments) {
    const ProgramOutcome made = folder_.run("review crm " + arguments);
    EXPECT_EQ(made.exit_code, 2) << arguments;
    return made.trouble;
  };
  EXPECT_THAT(trouble("--no-check"), HasSubstr("there is no history yet; `ringfence check --record` begins one"));
  record("--branch feature");
  EXPECT_THAT(trouble("--no-check --from 2020-01-01 --to 2100-01-01"), HasSubstr("on branch main is recorded up to 2100-01-01; there are runs of: feature"));
  EXPECT_THAT(trouble("--from 2026-02-30 --to 2026-03-31"), HasSubstr("'2026-02-30' is no day"));
  EXPECT_THAT(trouble("--from 2026-04-01 --to 2026-03-31"), HasSubstr("--from 2026-04-01 is after --to 2026-03-31"));
  EXPECT_THAT(trouble("--from 2026-04-01"), HasSubstr("--from and --to go together"));
  EXPECT_THAT(trouble("--format pdf --chromium /nowhere/chromium -o x.pdf"), HasSubstr("/nowhere/chromium: no program that can be run"));
}

TEST_F(Recording, MistakesInTheTableAreFindings) {
  folder_.write("crm/ringfence.toml", std::string("[history]\nurl = 'postgresql://ci:sesame@db.example.com/x'\nprojekt = 'crm'\n") + kDealsPolicy);
  const ProgramOutcome made = folder_.run("check crm --format json");
  EXPECT_THAT(made.output, HasSubstr("a password stands in the history's URL"));
  EXPECT_THAT(made.output, HasSubstr("did you mean 'project'?"));
  folder_.write("crm/ringfence.toml", std::string("[history]\nurl = 'mysql://db/x'\n") + kDealsPolicy);
  EXPECT_THAT(folder_.run("check crm --format json").output, HasSubstr("a history is kept in PostgreSQL or in a file of SQLite"));
}

}  // namespace

}  // namespace ringfence::tests
