// The prover against a real PostgreSQL: a short round of what ci/oracle runs as long as it is asked to.
#include <gtest/gtest.h>

#include "lint/witness/scratch_server.h"
#include "tests/oracle/campaign.h"
#include "tests/oracle/policy_campaign.h"

namespace ringfence::tests {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr uint64_t kStatements = 800;
#else
constexpr uint64_t kStatements = 3500;
#endif

RandomCatalog small_catalog() {
  RandomCatalog catalog;
  catalog.ddl =
      "CREATE TABLE orgs (id int8 PRIMARY KEY);"
      "CREATE TABLE deals (id int8 PRIMARY KEY, org_id int8 NOT NULL REFERENCES orgs (id), x int4);"
      "CREATE TABLE notes (id int8 PRIMARY KEY, org_id int8 NOT NULL REFERENCES orgs (id), deal_id int8 REFERENCES "
      "deals (id));";
  catalog.policy = "[tenant]\nroot = \"orgs\"\nkeys = [\"org_id\"]\nterms = [\"$1\"]\n";
  catalog.id_type = "int8";
  catalog.terms = {"$1"};
  return catalog;
}

}  // namespace

TEST(Oracle, TheProverIsNeverWrongAndSeldomTooCareful) {
  CampaignOptions options;
  options.statements = kStatements;
  options.seed = 20261121;
  const CampaignResult result = run_campaign(options);
  std::cout << table_of(result) << last_line(result) << "\n";
  for (const Discovery& wrong : result.unsound) ADD_FAILURE() << wrong.fixture.sql << wrong.example;
  EXPECT_GT(result.total.proven, kStatements / 3);
  EXPECT_GT(result.total.differing, kStatements / 20);
  EXPECT_LE(result.total.unknown * 50, result.total.statements);
  EXPECT_LE(result.total.false_alarms * 10, result.total.isolated);
}

TEST(Oracle, SeesWhatAStatementShowsAndDoes) {
  const witness::ScratchServer server;
  World world(server.connection_string(), "t", small_catalog(), 1);
  const auto observe = [&](const char* text, bool writes) {
    Observed all;
    for (uint64_t seed = 1; seed <= 12; ++seed) {
      world.refill(seed);
      const RandomStatement statement{
          text, {RandomStatement::Parameter::kTerm, RandomStatement::Parameter::kId}, {}, writes};
      const Observed some = world.observe(statement, 24, seed);
      all.inside |= some.inside;
      all.crossing |= some.crossing;
    }
    return all;
  };
  EXPECT_FALSE(observe("SELECT id, x FROM deals WHERE org_id = $1", false).differs());
  EXPECT_TRUE(observe("SELECT id, x FROM deals WHERE id = $2", false).inside);
  EXPECT_TRUE(observe("DELETE FROM notes WHERE org_id <> $1", true).inside);
  EXPECT_FALSE(observe("DELETE FROM notes WHERE org_id = $1", true).differs());
  EXPECT_TRUE(observe("INSERT INTO notes SELECT 99, $1, NULL FROM deals WHERE org_id <> $1 LIMIT 1", true).inside);
  const Observed crossing =
      observe("SELECT d.x FROM notes n JOIN deals d ON d.id = n.deal_id WHERE n.org_id = $1", false);
  EXPECT_TRUE(crossing.crossing);
  EXPECT_FALSE(crossing.inside);
}

TEST(Oracle, PoliciesThatAreProvenLetNoRowThrough) {
  const PolicyCampaignResult result = run_policy_campaign({kStatements / 30, 20261121});
  std::cout << last_line(result) << "\n";
  for (const std::string& wrong : result.unsound) ADD_FAILURE() << wrong;
  EXPECT_EQ(result.refused, 0U) << result.problems[0];
  EXPECT_GT(result.proven, result.proofs / 4);
  EXPECT_GT(result.leaking, result.proofs / 10);
  EXPECT_LE(result.unknown * 20, result.proofs);
  EXPECT_LE(result.false_alarms * 20, result.closed);
}

}  // namespace ringfence::tests
