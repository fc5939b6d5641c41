// The migrations that findings about tables offer, run on a real PostgreSQL that has the fixture's schema: every statement
// succeeds there and leaves nothing invalid behind, and read behind the schema, the finding is gone and no other comes.
#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <pqxx/pqxx>

#include "lint/witness/scratch_server.h"
#include "ringfence/sql_front_end.h"
#include "tests/fixture_file.h"

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

class Database {
 public:
  explicit Database(const std::string& options) : connection_(options) {}

  void run(const std::string& statement) {
    try {
      pqxx::nontransaction(connection_).exec(statement);
    } catch (const std::exception& error) {
      ADD_FAILURE() << statement << "\n" << error.what();
    }
  }

  std::vector<std::string> rows(const std::string& query) {
    pqxx::nontransaction transaction(connection_);
    std::vector<std::string> found;
    for (const auto& row : transaction.exec(query)) found.emplace_back(row[0].c_str());
    return found;
  }

 private:
  pqxx::connection connection_;
};

/// A server with the fixture's schema in a database `base`, and as many copies of it as are wanted. Roles are the server's:
/// what a fixture leaves is taken away for the next.
class Server {
 public:
  void load(const NamedText& schema) {
    Database server(options("postgres"));
    for (const std::string& name : server.rows("SELECT quote_ident(datname) FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"))
      server.run("DROP DATABASE " + name);
    for (const std::string& name : server.rows("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> current_user"))
      server.run("DROP ROLE " + name);
    server.run("CREATE DATABASE base");
    Database base(options("base"));
    const Source source(schema.name, schema.text);
    for (const SqlText& statement : read_sql_file(source, SqlFileKind::kMigration).statements) base.run(statement.text);
  }

  std::unique_ptr<Database> copy() {
    const std::string name = "copy_" + std::to_string(copies_++);
    Database(options("postgres")).run("CREATE DATABASE " + name + " TEMPLATE base");
    return std::make_unique<Database>(options(name));
  }

 private:
  std::string options(const std::string& name) const {
    std::string text = server_.connection_string();
    return text.replace(text.find("dbname=postgres"), std::string("dbname=postgres").size(), "dbname=" + name);
  }

  witness::ScratchServer server_;
  int copies_ = 0;
};

// What would lock a table that is in use for as long as reading all of it takes.
void expect_no_long_lock(const std::string& statement) {
  const auto has = [&](const char* words) { return statement.find(words) != std::string::npos; };
  EXPECT_TRUE(!has("INDEX") || has("CONCURRENTLY") || has("USING INDEX")) << statement;
  EXPECT_TRUE(!has("FOREIGN KEY") || has("NOT VALID")) << statement;
  EXPECT_TRUE(!has("ADD CONSTRAINT") || !has("CHECK") || has("NOT VALID")) << statement;
}

void expect_mended(Server& server, const FixtureFile& fixture, const FixtureProject& before, const Finding& finding) {
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
  const std::unique_ptr<Database> database = server.copy();
  for (const std::string& statement : finding.migration) database->run(statement);
  EXPECT_THAT(database->rows("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"), testing::IsEmpty());
  EXPECT_THAT(database->rows("SELECT conname FROM pg_constraint WHERE NOT convalidated"), testing::IsEmpty());
}

TEST(Migrations, RunOnPostgresqlAndMendTheirFinding) {
  Server server;
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
