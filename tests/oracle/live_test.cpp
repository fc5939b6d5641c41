// A live database gives what its migrations give: every fixture of the family `schema` is loaded into a real PostgreSQL, read
// from its catalog and checked again.
#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "ringfence/drift.h"
#include "tests/fixture_file.h"
#include "tests/oracle/fixture_server.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = fs::path(RINGFENCE_SOURCE_DIR) / "rules/schema";

// Every finding without its place: lines are another text's. What columns hold is told by SQL comments too, which no server
// keeps.
std::vector<std::string> told(const FixtureProject& project) {
  std::vector<std::string> lines;
  for (const Finding& finding : project.findings())
    if (!finding.rule.starts_with("credential-") && !finding.rule.starts_with("personal-")) lines.push_back(finding.rule + ": " + finding.what);
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> app_roles(const FixtureProject& project) {
  std::vector<std::string> roles;
  for (const Setting& role : project.project().policy.tenant.app_roles) roles.push_back(role.value);
  return roles;
}

std::vector<fs::path> fixtures() {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kFixtures))
    if (entry.path().parent_path().filename() == "fixtures" && entry.path().parent_path().parent_path().filename() != "drift" && is_fixture(entry.path()))
      found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Live, FixturesGiveTheSameFromTheCatalogOfAServer) {
  FixtureServer server;
  std::map<std::string, int> seen;
  for (const fs::path& path : fixtures()) {
    SCOPED_TRACE(path.string());
    const FixtureFile fixture = read_fixture(path);
    const FixtureProject from_migrations(fixture);
    server.load(fixture.schema);
    const LiveDatabase database = read_database(server.options("base"), app_roles(from_migrations));
    const FixtureProject from_database(fixture, &database);
    EXPECT_EQ(told(from_database), told(from_migrations)) << "left: the database, right: the migrations";
    EXPECT_THAT(from_database.project().input_facts.unread_inputs, testing::IsEmpty());
    for (const Finding& finding : from_database.findings()) ++seen[finding.rule];
  }
  for (const Rule& rule : all_rules()) {
    if (rule.family != "schema" || rule.id == "schema-drift") continue;
    EXPECT_GT(seen[std::string(rule.id)], 0) << rule.id;
  }
}

// What the examples take for granted: a hosted system, extensions, the database's name.
constexpr const char* kGiven =
    "CREATE ROLE service_role BYPASSRLS; CREATE DATABASE fieldcrm; CREATE EXTENSION pgcrypto; CREATE SCHEMA auth;"
    "CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid'; CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS 'SELECT NULL::jsonb';\n";

// A database that its migrations have just made does not differ from them, in whatever words PostgreSQL keeps it.
TEST(Live, WhatMigrationsMadeDoesNotDiffer) {
  FixtureServer server;
  std::vector<NamedText> schemas;
  for (const fs::path& path : fixtures()) schemas.push_back(read_fixture(path).schema);
  for (const char* example : {"rls", "fieldcrm"}) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(RINGFENCE_SOURCE_DIR) / "docs/examples" / example / "db/migrations")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    schemas.push_back({std::string("examples/") + example, ""});
    for (const fs::path& file : files) schemas.back().text += read_text(file) + "\n";
  }
  for (const NamedText& schema : schemas) {
    SCOPED_TRACE(schema.name);
    const bool is_example = schema.name.starts_with("examples/");
    server.load(is_example ? NamedText{"given.sql", kGiven} : schema);
    if (is_example) server.run("base", schema);
    const LiveDatabase database = read_database(server.options("base"), {});
    const std::vector<SourcePtr> migrations{std::make_shared<Source>(schema.name, schema.text)};
    const Schema made = read_schema(migrations), found = read_schema(database.schema);
    for (const SchemaDrift& drift : compare_schemas(*made.catalog, *found.catalog))
      ADD_FAILURE() << drift.object << ": " << drift.in_migrations << " | " << drift.in_database;
  }
}

// The fixture of schema-drift, with both sides as a server tells them.
TEST(Live, DriftIsFoundInAServerAsInText) {
  FixtureServer server;
  const FixtureFile fixture = read_fixture(kFixtures / "drift/fixtures/drift.sql");
  const FixtureProject from_text(fixture);
  server.load(fixture.database);
  const LiveDatabase database = read_database(server.options("base"), {"app"});
  const Schema live = read_schema(database.schema);
  const std::vector<SourcePtr> migrations{std::make_shared<Source>(fixture.schema.name, fixture.schema.text)};
  const auto objects = [](const std::vector<SchemaDrift>& drifts) {
    std::multiset<std::string> names;
    for (const SchemaDrift& drift : drifts) names.insert(drift.object);
    return names;
  };
  EXPECT_EQ(objects(compare_schemas(*read_schema(migrations).catalog, *live.catalog)), objects(from_text.project().input_facts.schema_drifts));
}

constexpr const char* kTables =
    "CREATE TABLE organizations (id bigint PRIMARY KEY);"
    "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), tags jsonb, title text, UNIQUE (org_id, id));"
    "CREATE EXTENSION pg_stat_statements; CREATE ROLE app LOGIN; CREATE ROLE crm_api LOGIN IN ROLE app; CREATE ROLE reporting LOGIN;"
    "GRANT ALL ON ALL TABLES IN SCHEMA public TO app, reporting; SELECT pg_stat_statements_reset()";

std::string with_user(std::string options, const std::string& user) { return options + " user=" + user; }

void run_as(const FixtureServer& server, const std::string& user, const std::vector<std::string>& statements) {
  pqxx::connection connection(with_user(server.options("base"), user));
  for (const std::string& statement : statements) pqxx::nontransaction(connection).exec(statement);
}

FixtureFile deals_project(std::string policy) {
  FixtureFile fixture = default_fixture("");
  fixture.policy.text = std::move(policy);
  return fixture;
}

TEST(Live, StatementsOfTheApplicationWithTheirUse) {
  FixtureServer server({"shared_preload_libraries=pg_stat_statements"});
  server.load({"tables.sql", kTables});
  for (int i = 0; i < 3; ++i)
    run_as(server, "app", {"SELECT id FROM deals WHERE title = 'a' AND tags ? 'b'", "SELECT id FROM deals WHERE org_id = 7 AND title = 'x'"});
  for (int i = 0; i < 5; ++i) run_as(server, "crm_api", {"DELETE FROM deals WHERE id = 4", "SET statement_timeout = 0", "EXPLAIN SELECT id FROM deals"});
  run_as(server, "reporting", {"SELECT title FROM deals"});

  const LiveDatabase database = read_database(server.options("base"), {"app"});
  EXPECT_EQ(database.statements.size(), 3u);
  EXPECT_THAT(database.warnings, testing::ElementsAre(testing::HasSubstr("2 statements were left out")));
  const FixtureProject project(deals_project("[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\nterms = [\"@org_id\"]\napp_roles = [\"app\"]\n[rules]\nschema = \"off\"\n"), &database);
  EXPECT_THAT(told(project), testing::ElementsAre(testing::StartsWith("tenant-id-only-lookup"), testing::StartsWith("tenant-unscoped-read")));

  const Report report = check_project(project.project(), {});
  std::vector<std::pair<std::string, long long>> ranked;
  for (const ReportedFinding& one : report.findings)
    if (one.use) ranked.emplace_back(one.finding.rule, one.use->calls);
  EXPECT_THAT(ranked, testing::ElementsAre(testing::Pair("tenant-id-only-lookup", 5), testing::Pair("tenant-unscoped-read", 3)));
  EXPECT_EQ(read_database(server.options("base"), {}).statements.size(), 4u + 1u) << "everybody's, and the reset";
}

TEST(Live, WhoMayNotSeeStatementsIsTold) {
  FixtureServer server({"shared_preload_libraries=pg_stat_statements"});
  server.load({"tables.sql", kTables});
  run_as(server, "app", {"SELECT id FROM deals"});
  const LiveDatabase database = read_database(with_user(server.options("base"), "reporting"), {});
  EXPECT_THAT(database.warnings, testing::Contains(testing::HasSubstr("pg_read_all_stats")));
  EXPECT_EQ(read_schema(database.schema).catalog->tables.size(), 2u);
}

std::string failure_of(const std::string& connection) {
  try {
    read_database(connection, {});
  } catch (const LiveError& error) {
    return error.what();
  }
  return "none";
}

TEST(Live, TroubleIsToldWithoutPasswords) {
  FixtureServer server;
  for (const std::string& connection : {std::string("postgres://app:geheim1@127.0.0.1:1/crm"), std::string("host=/nonexistent password=geheim1"),
                                        std::string("postgres://app:geheim1@[broken"), std::string("password=geheim1 nonsense"),
                                        server.options("geheim1") + " password=geheim1", server.options("postgres") + " user=geheim1 password=geheim1"}) {
    const std::string told = failure_of(connection);
    EXPECT_NE(told, "none") << connection;
    EXPECT_EQ(told.find("geheim1"), std::string::npos) << told;
    EXPECT_EQ(told.find('\n'), std::string::npos) << told;
  }
}

// Whoever changes a table while it is read is not waited for, and does not wait.
TEST(Live, NoLockIsKept) {
  FixtureServer server;
  server.load({"tables.sql", "CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t"});
  pqxx::connection changing(server.options("base"));
  {
    pqxx::work work(changing);
    work.exec("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
    EXPECT_THAT(failure_of(server.options("base")), testing::HasSubstr("locked"));
  }
  EXPECT_EQ(failure_of(server.options("base")), "none");
}

}  // namespace

}  // namespace ringfence::tests
