// The migrations that findings about tables offer, run on a real PostgreSQL that has the fixture's schema: every statement
// succeeds there and leaves nothing invalid behind, and read behind the schema, the finding is gone and no other comes.
#include <gmock/gmock.h>

#include <algorithm>
#include "tests/fixture_file.h"
#include "tests/oracle/fixture_server.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(RINGFENCE_SOURCE_DIR) / "rules/schema";

using Identity = std::pair<std::string, std::string>;

std::map<Identity, int> identities(const FixtureProject& project) {
  std::map<Identity, int> counts;
  for (const Finding& finding : project.findings()) ++counts[{finding.rule, finding.subject}];
  return counts;
}

// What would lock a table that is in use for as long as reading all of it takes.
void expect_no_long_lock(const std::string& statement) {
  const auto has = [&](const char* words) { return statement.find(words) != std::string::npos; };
  EXPECT_TRUE(!has("INDEX") || has("CONCURRENTLY") || has("USING INDEX")) << statement;
  EXPECT_TRUE(!has("FOREIGN KEY") || has("NOT VALID")) << statement;
  EXPECT_TRUE(!has("ADD CONSTRAINT") || !has("CHECK") || has("NOT VALID")) << statement;
}

void expect_mended(FixtureServer& server, const FixtureFile& fixture, const FixtureProject& before, const Finding& finding) {
  SCOPED_TRACE(finding.rule + ": " + finding.what);
  FixtureFile mended = fixture;
  for (const std::string& statement : finding.migration) mended.schema.text += "\n" + statement + ";";
  const auto known = identities(before);
  auto now = identities(FixtureProject(mended));
  const Identity identity{finding.rule, finding.subject};
  const int left = now[identity];
  EXPECT_LT(left, known.at(identity)) << mended.schema.text;
  for (const auto& [one, count] : now) EXPECT_LE(count, known.contains(one) ? known.at(one) : 0) << "brings " << one.first << " (" << one.second << ")";

  for (const std::string& statement : finding.migration) expect_no_long_lock(statement);
  const std::string copy = server.copy();
  Database database(server.options(copy));
  for (const std::string& statement : finding.migration) database.run(statement);
  EXPECT_THAT(database.rows("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"), testing::IsEmpty());
  EXPECT_THAT(database.rows("SELECT conname FROM pg_constraint WHERE NOT convalidated"), testing::IsEmpty());
  // And read from the server's catalog.
  std::vector<std::string> roles;
  for (const Setting& role : before.project().policy.tenant.app_roles) roles.push_back(role.value);
  const LiveDatabase live = read_database(server.options(copy), roles);
  EXPECT_EQ(identities(FixtureProject(fixture, &live))[identity], left) << "on the server";
}

TEST(Migrations, RunOnPostgresqlAndMendTheirFinding) {
  FixtureServer server;
  std::map<std::string, int> tried;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kFixtures)) {
    if (entry.path().extension() != ".sql" || !is_fixture(entry.path())) continue;
    SCOPED_TRACE(entry.path().string());
    const FixtureFile fixture = read_fixture(entry.path());
    const FixtureProject project(fixture);
    const auto offers = [](const Finding& finding) { return !finding.migration.empty(); };
    if (std::any_of(project.findings().begin(), project.findings().end(), offers)) server.load(fixture.schema);
    for (const Finding& finding : project.findings()) {
      if (finding.migration.empty()) continue;
      expect_mended(server, fixture, project, finding);
      ++tried[finding.rule];
    }
  }
  // A rule that stops offering its migration would not be missed otherwise.
  for (const char* rule : {"schema-nullable-tenant-key", "schema-crossing-foreign-key", "schema-global-unique", "schema-missing-tenant-index",
                           "schema-bypassing-view", "schema-bypassing-function", "schema-broad-grant", "schema-rls-disabled", "schema-rls-not-forced",
                           "schema-rls-open-policy", "schema-rls-missing-check", "schema-rls-fails-open", "schema-rls-editable-claim"})
    EXPECT_GT(tried[rule], 0) << rule;
}

}  // namespace

}  // namespace ringfence::tests
