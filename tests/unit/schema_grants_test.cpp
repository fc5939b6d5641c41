// Privileges, roles, owners and publications after migrations have run.
#include <gtest/gtest.h>

#include "tests/unit/describe_catalog.h"

namespace ringfence {
namespace {

std::string grants_of(const std::string& name, const std::vector<Grant>& grants) {
  std::vector<std::string> parts;
  for (const Grant& grant : grants) parts.push_back(grant.privilege + " " + grant.role + (grant.by_default ? "*" : ""));
  return parts.empty() ? std::string() : name + ": " + list_of(parts);
}

// "t: select app, insert app; v: select public": `*` by default privileges.
std::string grants_of(const Catalog& catalog) {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& name, const std::vector<Grant>& grants) {
    if (const std::string part = grants_of(name, grants); !part.empty()) parts.push_back(part);
  };
  for (const auto& table : catalog.tables) add(table->display_name(), table->grants);
  for (const auto& view : catalog.views) add(view->name, view->grants);
  for (const auto& routine : catalog.routines) add(routine->name + "()", routine->grants);
  return list_of(parts, "; ");
}

std::string roles_of(const Catalog& catalog) {
  std::vector<std::string> parts;
  for (const Role& role : catalog.roles)
    parts.push_back(role.name + (role.superuser ? " superuser" : "") + (role.bypass_rls ? " bypassrls" : "") + (role.can_login ? " login" : "") +
                    (role.member_of.empty() ? "" : " in " + list_of(role.member_of, ",")));
  return list_of(parts);
}

std::string publications_of(const Catalog& catalog) {
  std::vector<std::string> parts;
  for (const Publication& one : catalog.publications) {
    std::string part = one.name + (one.all_tables ? " all" : "");
    for (const std::string& schema : one.schemas) part += " " + schema + ".*";
    for (const Table* table : one.tables) part += " " + table->name;
    for (const Table* table : one.filtered) part += " some " + table->name;
    parts.push_back(part);
  }
  return list_of(parts);
}

struct Case {
  const char* ddl;
  const char* expected;
};

TEST(SchemaGrants, Privileges) {
  const Case cases[] = {
      {"CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; GRANT SELECT, INSERT (a) ON t TO app, PUBLIC; GRANT SELECT ON TABLE v TO app",
       "t: select app, insert (a) app, select public, insert (a) public; v: select app"},
      {"CREATE TABLE t (a int); GRANT SELECT, UPDATE ON t TO a, b; REVOKE SELECT ON t FROM a; REVOKE ALL ON t FROM b", "t: update a"},
      {"CREATE TABLE t (a int, b int); GRANT UPDATE (a, b) ON t TO x; REVOKE UPDATE (a) ON t FROM x; GRANT SELECT (a) ON t TO x; REVOKE SELECT ON t FROM x", "t: update (b) x"},
      {"CREATE TABLE t (a int); GRANT SELECT ON t TO x; GRANT SELECT (a) ON t TO x; REVOKE SELECT (a) ON t FROM x", "t: select x"},
      {"CREATE TABLE t (a int); GRANT ALL ON t TO a; REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON t FROM a", "t: select a"},
      {"CREATE TABLE t (a int); CREATE TABLE s.u (); GRANT SELECT ON ALL TABLES IN SCHEMA s TO a; CREATE TABLE s.w ()", "s.u: select a"},
      {"ALTER DEFAULT PRIVILEGES FOR ROLE o IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC; CREATE TABLE t (); CREATE TABLE s.u (); CREATE VIEW s.v AS SELECT 1;"
       " ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE SELECT ON TABLES FROM PUBLIC; CREATE TABLE s.w ()",
       "s.u: select public*; v: select public*"},
      {"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f(int) FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO app;"
       " CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2'",
       "f(): execute app"},
      {"CREATE VIEW v AS SELECT 1; GRANT SELECT ON v TO app; CREATE OR REPLACE VIEW v AS SELECT 2", "v: select app"},
      {"CREATE TABLE t (); DO $$ BEGIN EXECUTE 'GRANT SELECT ON t TO app'; END $$", "t: select app"},
      {"CREATE SEQUENCE q; GRANT USAGE ON SEQUENCE q TO app; GRANT USAGE ON SCHEMA public TO app; GRANT SELECT ON missing TO app", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(grants_of(*catalog_of(one.ddl)), one.expected) << one.ddl;
}

TEST(SchemaGrants, Roles) {
  const Case cases[] = {
      {"CREATE ROLE a LOGIN BYPASSRLS NOSUPERUSER IN ROLE b; CREATE USER c SUPERUSER; ALTER ROLE a NOBYPASSRLS; GRANT d, b TO c",
       "a login in b, c superuser login in d,b"},
      {"CREATE ROLE a; CREATE ROLE b; GRANT a TO b; REVOKE a FROM b; DROP ROLE a", "b"},
  };
  for (const Case& one : cases) EXPECT_EQ(roles_of(*catalog_of(one.ddl)), one.expected) << one.ddl;
}

TEST(SchemaGrants, Publications) {
  const Case cases[] = {
      {"CREATE TABLE t (a int); CREATE TABLE u (); CREATE PUBLICATION p FOR TABLE t WHERE (a = 1), u, TABLES IN SCHEMA s; CREATE PUBLICATION q FOR ALL TABLES",
       "p s.* u some t, q all"},
      {"CREATE TABLE t (a int); CREATE TABLE u (); CREATE PUBLICATION p; ALTER PUBLICATION p ADD TABLE t, u; ALTER PUBLICATION p DROP TABLE u", "p t"},
      {"CREATE TABLE t (a int); CREATE TABLE u (); CREATE PUBLICATION p FOR TABLE t, u; DROP TABLE t; ALTER PUBLICATION p SET TABLE u", "p u"},
      {"CREATE PUBLICATION p FOR ALL TABLES; DROP PUBLICATION p", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(publications_of(*catalog_of(one.ddl)), one.expected) << one.ddl;
}

TEST(SchemaGrants, ActionsOfForeignKeys) {
  const auto catalog = catalog_of(
      "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t ON DELETE SET NULL ON UPDATE CASCADE,"
      " b int REFERENCES t DEFERRABLE INITIALLY DEFERRED, c int, d int, FOREIGN KEY (c) REFERENCES t ON DELETE SET DEFAULT (c))");
  std::vector<std::string> actions;
  for (const ForeignKey& key : catalog->tables[1]->foreign_keys) actions.push_back(key.on_delete + "|" + key.on_update + "|" + key.deferrable);
  EXPECT_EQ(list_of(actions), "SET NULL|CASCADE|, ||DEFERRABLE INITIALLY DEFERRED, SET DEFAULT (c)||");
}

TEST(SchemaGrants, OwnersOfRoutines) {
  const auto catalog = catalog_of("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO o");
  EXPECT_EQ(catalog->routines[0]->owner_role, "o");
}

}  // namespace
}  // namespace ringfence
