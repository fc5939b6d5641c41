// What we print as SARIF is SARIF: validated against the standard's own schema.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/json_schema.h"
#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

std::string problems_of(const nlohmann::json& document) { return schema_problems(document, "sarif/sarif-schema-2.1.0.json"); }

}  // namespace

TEST(Sarif, EverythingWeSayIsValid) {
  const ProgramFolder folder;
  folder.write(
      "ringfence.toml",
      "[inputs]\nschema = ['s.sql']\nqueries = ['q*.sql']\n[tenant]\nroot = 'orgs'\nkeys = ['org_id']\nterms = ['$1']\n"
      "colour = 1\n[rules]\ntenant-id-only-lookup = 'audit'\n");
  folder.write(
      "s.sql",
      "CREATE TABLE orgs (id bigint PRIMARY KEY);\n"
      "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES orgs (id), title text);\n"
      "CREATE INDEX deals_by_org ON deals (org_id);\n");
  folder.write("q 1.sql",
               "SELECT 'é', title FROM deals;\n"
               "SELECT d.title FROM deals d JOIN deals e ON e.title = d.title WHERE d.org_id = $1;\n"
               "SELECT title FROM deals WHERE id = $2;\n"
               "SELECT FROM WHERE;\n"
               "-- ringfence:allow tenant-unscoped-read: the nightly export is for us\n"
               "SELECT id FROM deals;\n");
  const ProgramOutcome made = folder.run("check --format sarif --witness --output made.sarif");
  EXPECT_EQ(made.exit_code, 1) << made.trouble;
  const nlohmann::json document = nlohmann::json::parse(folder.read("made.sarif"));
  EXPECT_EQ(problems_of(document), "");
  const nlohmann::json& results = document["runs"][0]["results"];
  const auto any = [&](const auto& holds) { return std::any_of(results.begin(), results.end(), holds); };
  EXPECT_TRUE(any([](const auto& one) { return one.contains("fixes"); }));
  EXPECT_TRUE(any([](const auto& one) { return one.contains("suppressions"); }));
  EXPECT_TRUE(any([](const auto& one) { return one.contains("relatedLocations"); }));
  EXPECT_TRUE(any([](const auto& one) { return one.value("kind", "") == "review"; }));
  EXPECT_TRUE(any([](const auto& one) { return one.contains("properties") && one["properties"].contains("witness"); }));
}

TEST(Sarif, TheValidatorSeesWhatIsNot) {
  EXPECT_NE(problems_of(nlohmann::json::parse(R"({"version": "2.1.0"})")), "");
  EXPECT_NE(problems_of(nlohmann::json::parse(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})")), "");
}

TEST(Sarif, TroubleIsANotification) {
  const ProgramFolder folder;
  folder.write("ringfence.toml", "[inputs]\nschema = ['s.sql']\nqueries = ['q.sql']\n");
  folder.write("s.sql", "CREATE TABLE orgs (id bigint PRIMARY KEY);\n");
  folder.write("q.sql", "?? what is this ]]\n");
  const ProgramOutcome made = folder.run("check --format sarif");
  EXPECT_EQ(made.exit_code, 2);
  const nlohmann::json document = nlohmann::json::parse(made.output);
  EXPECT_EQ(problems_of(document), "");
  EXPECT_EQ(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

}  // namespace ringfence::tests
