// What `ringfence init` writes: it reads well, and it is read without a mistake.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// As init does it: the guess is the policy that ownership is inferred with.
std::unique_ptr<Catalog> catalog_of(const std::string& sql) {
  Schema schema = read_schema({std::make_shared<Source>("schema.sql", sql)});
  const TenantGuess guess = guess_tenant(*schema.catalog);
  Policy policy;
  if (!guess.root.empty()) policy.tenant.root = Setting{guess.root, {}};
  for (const std::string& key : guess.keys) policy.tenant.keys.push_back({Setting{key, {}}});
  infer_ownership(*schema.catalog, policy);
  return std::move(schema.catalog);
}

std::vector<std::string> mistakes_of(const std::string& draft, const Catalog& catalog) {
  PolicyReading reading = read_policy(std::make_shared<Source>("ringfence.toml", draft), "/", {});
  for (const PolicyMistake& mistake : check_policy(reading.policy, catalog)) reading.mistakes.push_back(mistake);
  std::vector<std::string> lines;
  for (const PolicyMistake& mistake : reading.mistakes) lines.push_back(mistake.what);
  return lines;
}

// Every line that is a setting in a comment becomes one.
std::string with_hints_taken(const std::string& draft) {
  std::string made;
  for (size_t begin = 0; begin < draft.size();) {
    const size_t end = draft.find('\n', begin) + 1;
    std::string line = draft.substr(begin, end - begin);
    const bool is_hint = line.starts_with("# ") && (line.find(" = [") != line.npos || line.find(" = {") != line.npos ||
                                                    line.starts_with("# tenant-") || line.starts_with("# root"));
    made += is_hint ? line.substr(2) : line;
    begin = end;
  }
  return made;
}

constexpr const char* kSchema = R"sql(
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE deals (id uuid PRIMARY KEY, org_id uuid NOT NULL REFERENCES organizations (id));
CREATE TABLE notes (id uuid PRIMARY KEY, deal_id uuid NOT NULL REFERENCES deals (id));
CREATE TABLE files (id uuid PRIMARY KEY, deal_id uuid REFERENCES deals (id));
CREATE TABLE templates (id uuid PRIMARY KEY, org_id uuid REFERENCES organizations (id));
CREATE TABLE currencies (code text PRIMARY KEY);
CREATE TABLE "Odd ""name""" (code text PRIMARY KEY);
)sql";

TEST(DraftPolicy, SaysWhatWasGuessedAndWhy) {
  const auto catalog = catalog_of(kSchema);
  const std::string draft = draft_policy(*catalog, {"db/migrations/*.sql"}, {"db/queries/**/*.sql"});
  const PolicyReading reading = read_policy(std::make_shared<Source>("ringfence.toml", draft), "/", {});
  EXPECT_EQ(reading.policy.inputs.schema.at(0).value, "db/migrations/*.sql");
  EXPECT_EQ(reading.policy.inputs.queries.at(0).value, "db/queries/**/*.sql");
  EXPECT_EQ(reading.policy.tenant.root->value, "organizations");
  EXPECT_EQ(reading.policy.tenant.keys.at(0).at(0).value, "org_id");
  EXPECT_EQ(reading.policy.tenant.shared.at(0).value, "currencies");
  EXPECT_THAT(draft,
              HasSubstr("# Guessed: 2 tables reference organizations by a column that looks like a tenant key.\n"));
  EXPECT_THAT(draft, HasSubstr("1 direct        has the tenant's column: deals\n"));
  EXPECT_THAT(draft, HasSubstr("1 via           owned by the row it references: notes\n"));
  EXPECT_THAT(draft, HasSubstr("1 mixed         the tenant's column may be NULL, such rows are shared: templates\n"));
  EXPECT_THAT(
      draft,
      HasSubstr("\n# \"files\" = { owner = \"via deal_id\" }   # its only way to an owner, 'deal_id', may be NULL\n"));
}

TEST(DraftPolicy, IsReadWithoutAMistakeAsItStandsAndWithEveryHintTaken) {
  const auto catalog = catalog_of(kSchema);
  const std::string draft = draft_policy(*catalog, {"schema \"x\".sql"}, {});
  EXPECT_THAT(mistakes_of(draft, *catalog), IsEmpty()) << draft;
  EXPECT_THAT(mistakes_of(with_hints_taken(draft), *catalog), IsEmpty()) << with_hints_taken(draft);
}

TEST(DraftPolicy, LongListsTakeOneLineAnEntry) {
  std::string sql = kSchema;
  for (int i = 0; i < 20; ++i) sql += "CREATE TABLE shared_list_" + std::to_string(i) + " (code text PRIMARY KEY);\n";
  const auto catalog = catalog_of(sql);
  const std::string draft = draft_policy(*catalog, {"a.sql"}, {"b.sql"});
  EXPECT_THAT(draft, HasSubstr("shared = [\n  \"currencies\",\n"));
  EXPECT_THAT(draft, HasSubstr(", … and 14 more\n"));
  EXPECT_THAT(mistakes_of(draft, *catalog), IsEmpty()) << draft;
}

TEST(DraftPolicy, WhereNothingStandsOutItAsksAndTheCheckSaysSo) {
  const auto catalog = catalog_of("CREATE TABLE things (id int PRIMARY KEY);");
  const std::string draft = draft_policy(*catalog, {"a.sql"}, {"b.sql"});
  EXPECT_THAT(draft, HasSubstr("# No table stands out; please fill in:\n# root = \"organizations\"\n"));
  const PolicyReading reading = read_policy(std::make_shared<Source>("ringfence.toml", draft), "/", {});
  EXPECT_THAT(reading.mistakes, IsEmpty());
  EXPECT_THAT(mistakes_of(draft, *catalog),
              ElementsAre("neither root nor keys say who the tenant is: nothing can be proved"));
}

}  // namespace
}  // namespace ringfence
