// Who owns the rows of a table, and why.
#include <gtest/gtest.h>

#include "ringfence/policy_reader.h"
#include "tests/unit/describe_catalog.h"

namespace ringfence {
namespace {

// "direct org_id", "via deal_id -> deals; other_id -> others (1 nearest)", "shared".
std::string owner_of(const Table& table) {
  const Ownership& ownership = table.ownership;
  std::string text(to_string(ownership.owner_class));
  if (!ownership.keys.empty()) text += " " + names(table, ownership.keys);
  std::vector<std::string> ways;
  for (const int parent : ownership.parents) {
    const ForeignKey& key = table.foreign_keys[static_cast<size_t>(parent)];
    ways.push_back(names(table, key.columns) + " -> " + key.target->name);
  }
  if (!ways.empty()) text += " " + list_of(ways, "; ") + " (" + std::to_string(ownership.nearest_parents) + " nearest)";
  return text;
}

struct Case {
  const char* ddl;
  const char* owner;  ///< Of table `t`.
  const char* why;
};

void expect_owners(const std::string& toml, const std::string& before, std::initializer_list<Case> cases) {
  const PolicyReading policy = read_policy(std::make_shared<Source>("ringfence.toml", toml), "/", {});
  ASSERT_TRUE(policy.mistakes.empty()) << policy.mistakes[0].what;
  for (const Case& one : cases) {
    const auto catalog = catalog_of(before + one.ddl);
    infer_ownership(*catalog, policy.policy);
    const Table& table = *catalog->find_table("", "t");
    EXPECT_EQ(owner_of(table), one.owner) << one.ddl;
    EXPECT_EQ(table.ownership.why, one.why) << one.ddl;
    EXPECT_TRUE(table.ownership.because) << one.ddl;
  }
}

const char* const kPolicy = "[tenant]\nroot = 'orgs'\nkeys = ['org_id', 'orgId']\n";
const char* const kSchema =
    "CREATE TABLE orgs (id int PRIMARY KEY);"
    "CREATE TABLE deals (id int PRIMARY KEY, org_id int NOT NULL);"
    "CREATE TABLE notes (id int PRIMARY KEY, deal_id int NOT NULL REFERENCES deals);"
    "CREATE TABLE seats (id int PRIMARY KEY, org_id int NOT NULL);"
    "CREATE TABLE currencies (code text PRIMARY KEY);";

TEST(Ownership, TheTenantTable) {
  expect_owners("[tenant]\nroot = 'T'\n", "",
                {{"CREATE TABLE t (id int PRIMARY KEY)", "root id", "the tenant table itself"}});
  expect_owners("[tenant]\nroot = 'public.t'\n", "",
                {{"CREATE TABLE s.t (id int); CREATE TABLE t (a int UNIQUE, b int PRIMARY KEY)", "root b",
                  "the tenant table itself"}});
}

TEST(Ownership, ByTheSchemaItLiesIn) {
  expect_owners("[tenant]\nmodel = 'schema'\ntemplate = 'base'\nschemas = ['tenant_?*']\nshared_schemas = ['tenant_all']\n", "",
                {{"CREATE TABLE base.t (id int PRIMARY KEY)", "schema", "lies in a tenant's schema, 'base'"},
                 {"CREATE TABLE tenant_a.t (id int); CREATE TABLE base.t (n int)", "schema", "lies in a tenant's schema, 'base'"},
                 {"CREATE TABLE t (id int); CREATE TABLE tenant_a.t (n int)", "schema", "lies in a tenant's schema, 'tenant_a'"},
                 {"SET search_path TO base; CREATE TABLE t (id int)", "schema", "lies in a tenant's schema, 'base'"},
                 {"CREATE TABLE t (id int); CREATE TABLE tenant_.t (id int); CREATE TABLE tenant_all.t (id int)", "shared",
                  "nothing in it leads to an owner"}});
  const auto catalog = catalog_of("CREATE TABLE base.t (id int); CREATE VIEW base.v AS SELECT id FROM base.t");
  infer_ownership(*catalog, read_policy(std::make_shared<Source>("ringfence.toml", "[tenant]\nmodel = 'schema'\nschemas = ['base', 'tenant_*']\n"), "/", {}).policy);
  const Table* table = catalog->tables[0].get();
  EXPECT_EQ(catalog->find_table("tenant_b", "t"), table);
  EXPECT_EQ(catalog->find_table("ringfence_hole_3", "t"), table);
  EXPECT_EQ(catalog->find_table("public", "t"), nullptr);
  EXPECT_EQ(catalog->find_view("", "v"), catalog->views[0].get());
  EXPECT_EQ(catalog->find_view("tenant_b", "v"), catalog->views[0].get());
}

TEST(Ownership, ByAKey) {
  expect_owners(
      kPolicy, kSchema,
      {
          {"CREATE TABLE t (org_id int NOT NULL)", "direct org_id", "owned through its column 'org_id'"},
          {"CREATE TABLE t (\"orgId\" int NOT NULL, x int REFERENCES deals)", "direct orgId",
           "owned through its column 'orgId'"},
          {"CREATE TABLE t (org_id int)", "mixed org_id", "owned through its column 'org_id'"},
          {"CREATE TABLE t (org_id int, \"orgId\" int NOT NULL)", "direct orgId", "owned through its column 'orgId'"},
          {"CREATE TABLE t (owner int NOT NULL REFERENCES orgs)", "direct owner", "references orgs through 'owner'"},
          {"CREATE TABLE t (owner int REFERENCES orgs)", "mixed owner", "references orgs through 'owner'"},
          {"CREATE TABLE t (seller int NOT NULL REFERENCES orgs, oid int REFERENCES orgs, org int NOT NULL REFERENCES "
           "orgs)",
           "direct seller", "references orgs through 'seller'"},
          {"CREATE TABLE p (org_id int NOT NULL) PARTITION BY LIST (org_id); CREATE TABLE t PARTITION OF p DEFAULT",
           "direct org_id", "owned through its column 'org_id'"},
      });
  expect_owners(kPolicy, kSchema,
                {{"CREATE TABLE p (o int NOT NULL REFERENCES orgs); CREATE TABLE t () INHERITS (p)", "direct o",
                  "inherits from p"}});
}

TEST(Ownership, ByAWayToAnOwner) {
  expect_owners(
      kPolicy, kSchema,
      {
          {"CREATE TABLE t (d int NOT NULL REFERENCES deals)", "via d -> deals (1 nearest)",
           "'d' (NOT NULL) leads to deals"},
          {"CREATE TABLE t (n int NOT NULL REFERENCES notes)", "via n -> notes (1 nearest)",
           "'n' (NOT NULL) leads to notes"},
          {"CREATE TABLE t (n int NOT NULL REFERENCES notes, d int NOT NULL REFERENCES deals, s int NOT NULL "
           "REFERENCES seats)",
           "via d -> deals; s -> seats; n -> notes (2 nearest)", "'d' (NOT NULL) leads to deals"},
          {"CREATE TABLE t (id int PRIMARY KEY, up int NOT NULL REFERENCES t, d int NOT NULL REFERENCES deals)",
           "via d -> deals (1 nearest)", "'d' (NOT NULL) leads to deals"},
          {"CREATE TABLE t (c text NOT NULL REFERENCES currencies, d int NOT NULL REFERENCES deals)",
           "via d -> deals (1 nearest)", "'d' (NOT NULL) leads to deals"},
          {"CREATE TABLE t (d int REFERENCES deals, n int NOT NULL REFERENCES notes)", "via n -> notes (1 nearest)",
           "'n' (NOT NULL) leads to notes"},
      });
}

TEST(Ownership, WithoutAWay) {
  expect_owners(
      kPolicy, kSchema,
      {
          {"CREATE TABLE t (id int)", "shared", "nothing in it leads to an owner"},
          {"CREATE TABLE t (c text NOT NULL REFERENCES currencies)", "shared", "nothing in it leads to an owner"},
          {"CREATE TABLE t (d int REFERENCES deals)", "unclassified", "its only way to an owner, 'd', may be NULL"},
          {"CREATE TABLE u (d int PRIMARY KEY REFERENCES deals); CREATE TABLE t (u int REFERENCES u)", "unclassified",
           "its only way to an owner, 'u', may be NULL"},
      });
}

TEST(Ownership, Levels) {
  expect_owners(
      "[tenant]\nroot = 'orgs'\nkeys = [['org_id'], ['client_id', 'clientId']]\n", kSchema,
      {
          {"CREATE TABLE t (client_id int NOT NULL, org_id int NOT NULL)", "direct org_id,client_id",
           "owned through its column 'client_id'"},
          {"CREATE TABLE t (org_id int NOT NULL)", "direct org_id,?", "owned through its column 'org_id'"},
          {"CREATE TABLE t (\"clientId\" int NOT NULL)", "direct ?,clientId", "owned through its column 'clientId'"},
          {"CREATE TABLE t (org_id int NOT NULL, client_id int)", "mixed org_id,client_id",
           "owned through its column 'client_id'"},
          {"CREATE TABLE t (org_id int, client_id int NOT NULL)", "mixed org_id,client_id",
           "owned through its column 'client_id'"},
      });
}

TEST(Ownership, WhatIsSaidWins) {
  const char* table =
      "CREATE TABLE t (id int PRIMARY KEY, org_id int NOT NULL, other int, d int REFERENCES deals, s int NOT NULL "
      "REFERENCES seats)";
  const struct {
    const char* said;
    const char* owner;
  } cases[] = {
      {"shared", "shared"},
      {"key other", "direct other"},
      {"mixed org_id", "mixed org_id"},
      {"via d", "via d -> deals (1 nearest)"},
      {"via s, d", "via d -> deals; s -> seats (2 nearest)"},
  };
  for (const auto& one : cases)
    expect_owners(std::string(kPolicy) + "[tenant.tables]\nt = '" + one.said + "'\n", kSchema,
                  {{table, one.owner, "said in [tenant.tables]"}});
  expect_owners(std::string(kPolicy) + "shared = ['public.t']\n", kSchema,
                {{table, "shared", "listed in [tenant] shared"}});
  expect_owners("[tenant]\nkeys = ['org_id']\n[tenant.tables]\nt = 'root'\n", "",
                {{"CREATE TABLE t (id int PRIMARY KEY)", "root id", "said in [tenant.tables]"}});
  // What hangs on it follows.
  expect_owners(std::string(kPolicy) + "shared = ['deals']\n", kSchema,
                {{"CREATE TABLE t (d int NOT NULL REFERENCES deals)", "shared", "nothing in it leads to an owner"}});
}

}  // namespace
}  // namespace ringfence
