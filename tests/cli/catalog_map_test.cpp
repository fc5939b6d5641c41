// The ownership map: what it draws, in which form, and what it says where it cannot be drawn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CatalogMap : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("ringfence.toml", "[inputs]\nschema = ['schema.sql']\n[tenant]\nroot = 'organizations'\nkeys = ['org_id']\n");
    folder_.write("schema.sql",
                  "CREATE TABLE organizations (id bigint PRIMARY KEY);\n"
                  "CREATE TABLE companies (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), UNIQUE (org_id, id));\n"
                  "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL, company_id bigint REFERENCES companies (id));\n"
                  "CREATE TABLE calls (id bigint PRIMARY KEY, org_id bigint NOT NULL, company_id bigint,\n"
                  "  FOREIGN KEY (org_id, company_id) REFERENCES companies (org_id, id));\n"
                  "CREATE TABLE \"a\"\"b<c\" (id bigint PRIMARY KEY, deal_id bigint NOT NULL REFERENCES deals (id));\n"
                  "CREATE TABLE \"x<y&z\" (code text PRIMARY KEY);\n");
  }

  ProgramFolder folder_;
};

TEST_F(CatalogMap, DotDrawsWhatCarriesTheTenantSolidAndTheRestDashed) {
  const ProgramOutcome outcome = folder_.run("catalog --format dot");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.trouble;
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("\"deals\" -> \"companies\" [style=dashed"), HasSubstr("\"calls\" -> \"companies\" [style=solid"),
                                    HasSubstr("\"a\\\"b<c\" -> \"deals\" [style=solid"), Not(HasSubstr("-> \"organizations\"")),
                                    HasSubstr("x&#60;y&#38;z</td>"), HasSubstr("holds the tenant's key (3)")));
}

TEST_F(CatalogMap, MermaidSaysTheSame) {
  const ProgramOutcome outcome = folder_.run("catalog --format mermaid");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.trouble;
  EXPECT_THAT(outcome.output, AllOf(testing::StartsWith("flowchart LR\n"), HasSubstr("t0[\"companies\"]:::direct"), HasSubstr("t1 -.-> t0"),
                                    HasSubstr("t2 --> t0"), HasSubstr("a#quot;b<c"), HasSubstr("classDef root")));
}

TEST_F(CatalogMap, SvgNeedsGraphvizAndSaysSo) {
  const bool has_dot = std::system("command -v dot >/dev/null 2>&1") == 0;
  const ProgramOutcome outcome = folder_.run("catalog --format svg");
  EXPECT_EQ(outcome.exit_code, has_dot ? 0 : 2);
  if (has_dot) EXPECT_THAT(outcome.output, AllOf(HasSubstr("<svg"), HasSubstr("companies")));
  else EXPECT_THAT(outcome.trouble, HasSubstr("svg needs Graphviz"));
}

}  // namespace

}  // namespace ringfence::tests
