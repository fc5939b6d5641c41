// ringfence.toml: what is read from it, and how its mistakes are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "lint/policy/owner_override.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kRules = {"tenant", "tenant-crossing-join", "tenant-unscoped-read", "policy",
                                         "policy-mistake"};

PolicyReading read(std::string toml) {
  return read_policy(std::make_shared<Source>("ringfence.toml", std::move(toml)), "/project", kRules);
}

// "TEXT UNDER IT | what | advice", one a mistake.
std::vector<std::string> told(const std::vector<PolicyMistake>& mistakes) {
  std::vector<std::string> lines;
  for (const PolicyMistake& mistake : mistakes)
    lines.push_back(std::string(mistake.at.source->text(mistake.at.span)) + " | " + mistake.what + " | " +
                    mistake.advice);
  return lines;
}

std::vector<std::string> mistakes_of(const std::string& toml) { return told(read(toml).mistakes); }

std::vector<std::string> values(const std::vector<Setting>& settings) {
  std::vector<std::string> made;
  for (const Setting& setting : settings) made.push_back(setting.value);
  return made;
}

TEST(ReadPolicy, EveryKeyIsRead) {
  const PolicyReading reading = read(R"toml(
[inputs]
schema  = ["db/migrations/*.sql", "/abs/../x.sql"]
queries = "db/queries/**/*.sql"
[tenant]
model  = "row"
root   = "organizations"
keys   = [["org_id", "tenantId"], ["client_id"]]
terms  = ["$1", "@org_id", "current_setting('app.org_id')", "ANY(@orgs)"]
shared = ["currencies"]
[tenant.tables]
notes = { owner = "via deal_id, contact_id" }
logs = "mixed org_id"
crm.deals = { owner = "key org_id, client_id" }
[rules]
tenant-crossing-join = "warning"
tenant = "off"
)toml");
  EXPECT_THAT(told(reading.mistakes), IsEmpty());
  const Policy& policy = reading.policy;
  EXPECT_EQ(policy.path, "ringfence.toml");
  EXPECT_EQ(policy.folder, "/project");
  EXPECT_THAT(values(policy.inputs.schema), ElementsAre("db/migrations/*.sql", "/abs/../x.sql"));
  EXPECT_THAT(values(policy.inputs.queries), ElementsAre("db/queries/**/*.sql"));
  EXPECT_EQ(policy.tenant.root->value, "organizations");
  ASSERT_EQ(policy.tenant.keys.size(), 2u);
  EXPECT_THAT(values(policy.tenant.keys[0]), ElementsAre("org_id", "tenantId"));
  EXPECT_THAT(values(policy.tenant.keys[1]), ElementsAre("client_id"));
  ASSERT_EQ(policy.tenant.terms.size(), 1u);
  EXPECT_THAT(values(policy.tenant.terms[0]),
              ElementsAre("$1", "@org_id", "current_setting('app.org_id')", "ANY(@orgs)"));
  EXPECT_THAT(values(policy.tenant.shared), ElementsAre("currencies"));
  EXPECT_EQ(policy.tenant.tables.at("notes").kind, OwnerOverride::Kind::kVia);
  EXPECT_THAT(policy.tenant.tables.at("notes").columns, ElementsAre("deal_id", "contact_id"));
  EXPECT_EQ(policy.tenant.tables.at("logs").kind, OwnerOverride::Kind::kMixed);
  EXPECT_THAT(policy.tenant.tables.at("crm.deals").columns, ElementsAre("org_id", "client_id"));
  EXPECT_EQ(policy.rules.at("tenant-crossing-join").severity, Severity::kWarning);
  EXPECT_EQ(policy.rules.at("tenant").severity, Severity::kOff);
}

TEST(ReadPolicy, RowLevelSecurity) {
  const PolicyReading reading = read(R"toml(
[tenant]
app_roles = ["app", "worker"]
enforce = ["rls"]
memberships = ["memberships.user_id = (SELECT auth.uid())", "crm.members.login = current_user"]
)toml");
  EXPECT_THAT(told(reading.mistakes), IsEmpty());
  const Policy::Tenant& tenant = reading.policy.tenant;
  EXPECT_THAT(values(tenant.app_roles), ElementsAre("app", "worker"));
  EXPECT_TRUE(tenant.enforce_rls);
  EXPECT_FALSE(tenant.enforce_queries);
  ASSERT_EQ(tenant.memberships.size(), 2u);
  EXPECT_EQ(tenant.memberships[0].table + "|" + tenant.memberships[0].column + "|" + tenant.memberships[0].term,
            "memberships|user_id|auth.uid()");
  EXPECT_EQ(tenant.memberships[1].table + "|" + tenant.memberships[1].column + "|" + tenant.memberships[1].term,
            "crm.members|login|current_user");
  EXPECT_TRUE(read("[tenant]\nenforce = ['query', 'rls']\n").policy.tenant.enforce_queries);
  EXPECT_TRUE(read("").policy.tenant.enforce_queries);
}

TEST(ReadPolicy, AFlatListIsOneLevelAndNestedListsAreLevels) {
  const PolicyReading flat = read("[tenant]\nkeys = [\"a\", \"b\"]\nterms = [\"$1\", \"$2\"]\n");
  EXPECT_EQ(flat.policy.tenant.keys.size(), 1u);
  EXPECT_EQ(flat.policy.tenant.terms.size(), 1u);
  const PolicyReading nested = read("[tenant]\nkeys = [[\"a\"], [\"b\"]]\nterms = [[\"$1\"], [\"$2\"]]\n");
  EXPECT_EQ(nested.policy.tenant.keys.size(), 2u);
  EXPECT_EQ(nested.policy.tenant.terms.size(), 2u);
  EXPECT_THAT(told(nested.mistakes), IsEmpty());
}

TEST(ReadPolicy, MistakesPointAtTheKeyOrValueAndNameTheNearest) {
  struct Case {
    const char* toml;
    const char* mistake;
  };
  const Case cases[] = {
      // Names.
      {"[tennant]\n", "tennant | unknown table [tennant] | did you mean 'tenant'?"},
      {"[secrets]\nx = 1\n",
       "secrets | unknown table [secrets] | valid tables: [inputs], [policy], [tenant], [personal], [credential], [columns], [recipients], "
       "[clients], [history], [rules]"},
      {"root = 'a'\n", "root | unknown key 'root' | 'root' belongs in [tenant]"},
      {"[inputs]\nshema = ['x']\n", "shema | unknown key 'shema' in [inputs] | did you mean 'schema'?"},
      {"[inputs]\ncxx = ['x']\n", "cxx | unknown key 'cxx' in [inputs] | valid here: schema, queries, cpp, compile_commands, "
       "schema_from_code, baseline"},
      {"[tenant]\n'rooot' = 'a'\n", "'rooot' | unknown key 'rooot' in [tenant] | did you mean 'root'?"},
      {"[tenant.tables]\nx = { ownr = 'shared' }\n",
       "ownr | unknown key 'ownr' in [tenant.tables] | did you mean 'owner'?"},
      {"[rules]\ntenant-unscoped-raed = 'off'\n",
       "tenant-unscoped-raed | no rule or family is called 'tenant-unscoped-raed' | did you mean "
       "'tenant-unscoped-read'?"},
      {"[rules]\nunscoped_read = 'off'\n",
       "unscoped_read | no rule or family is called 'unscoped_read' | did you mean 'tenant-unscoped-read'?"},
      {"[rules]\nqqqq = 'off'\n", "qqqq | no rule or family is called 'qqqq' | `ringfence rules` lists them"},
      // Types and values.
      {"tenant = 'x'\n", "'x' | 'tenant' must be a table, not a string | for example: [tenant]"},
      {"[inputs]\nschema = 12\n",
       "12 | 'schema' must be a list of strings, not a number | for example: schema = [\"db/migrations/*.sql\"]"},
      {"[tenant]\nshared = ['a', true]\n",
       "true | 'shared' is a list of strings, and this is true or false | for example: shared = [\"currencies\"]"},
      {"[tenant]\nroot = ' '\n", "' ' | 'root' has an empty string | for example: root = \"organizations\""},
      {"[tenant]\nkeys = []\n", "[] | 'keys' has an empty list | leave it out, or for example: keys = [\"org_id\"]"},
      {"[tenant]\nkeys = [['a'], 'b']\n",
       "'b' | 'keys' mixes levels with single strings | write each level as a list of its own: [[…], […]]"},
      {"[tenant]\nmodel = 'schema'\n",
       "'schema' | nothing says which schemas are tenants' | for example: schemas = [\"tenant_*\"]"},
      {"[tenant]\nroot = 'a'\ntemplate = 't'\n", "'t' | tenants have no schemas of their own in model \"row\" | write model = \"schema\""},
      {"[tenant.tables]\nx = { owner = 3 }\n",
       "3 | 'owner' must be a string, not a number | for example: notes = { owner = \"via deal_id\" }"},
      {"[tenant.tables]\nx = {}\n", "x | nothing is said about 'x' | for example: notes = { owner = \"via deal_id\" }"},
      {"[rules]\ntenant = 'warnin'\n", "'warnin' | 'warnin' is no severity | did you mean \"warning\"?"},
      {"[rules]\ntenant = false\n",
       "false | 'tenant' must be a string, not true or false | for example: tenant = \"off\""},
      // Twice, and at odds.
      {"[inputs]\nschema = ['a', 'b', 'a']\n", "'a' | 'a' stands twice in 'schema' | remove one of the two"},
      {"[tenant]\nenforce = ['rsl']\n",
       "'rsl' | 'rsl' cannot be enforced; \"query\" and \"rls\" can | query: each statement is isolated, by itself or by "
       "row-level security; rls: row-level security closes every owned table"},
      {"[tenant]\nmemberships = ['user_id = auth.uid()']\n",
       "'user_id = auth.uid()' | 'user_id = auth.uid()' names no column and what it is compared with | for example: "
       "memberships = [\"memberships.user_id = auth.uid()\"]"},
      {"[tenant]\nroot = 'o'\nshared = ['o']\n",
       "'o' | 'o' is the root and cannot be shared | remove it from 'shared'"},
      {"[tenant]\nshared = ['n']\n[tenant.tables]\n'public.n' = 'via x'\n",
       "'n' | 'n' stands here and in [tenant.tables] | say it in one place"},
      {"[tenant]\nroot = 'o'\n[tenant.tables]\np = 'root'\n",
       "'root' | 'p' cannot be a second root beside 'o' | keep one root; tables beside it can be \"key COLUMN\""},
      {"[tenant]\nkeys = [['a'], ['b', 'a']]\n", "'a' | 'a' is a key of two levels | a column is the key of one level"},
      {"[tenant]\nkeys = ['a']\n[tenant.tables]\nx = 'key a, b'\n",
       "'key a, b' | 2 columns for 1 level of keys | name one column for each level of 'keys'"},
      {"[tenant]\nkeys = ['a']\nterms = [['$1'], ['$2']]\n",
       "[['$1'], ['$2']] | 'terms' has 2 levels, 'keys' has 1 | write one list of terms for each level of keys, "
       "or one "
       "flat list for all"},
      {"[tenant]\nkeys = [['a'], ['b']]\nterms = [['$1'], ['$1']]\n",
       "'$1' | '$1' is the term of two levels | each level is tied to a term of its own"},
  };
  for (const Case& one : cases) EXPECT_THAT(mistakes_of(one.toml), ElementsAre(one.mistake)) << one.toml;
}

TEST(ReadPolicy, AllMistakesAreToldInOrderAndTheRestIsUsed) {
  const PolicyReading reading =
      read("[rules]\ntenant = 'loud'\n[tenant]\nroot = 'orgs'\nkeys = [1, 'org_id']\nxyz = 0\n");
  EXPECT_THAT(told(reading.mistakes),
              ElementsAre(testing::StartsWith("'loud'"), testing::StartsWith("1"), testing::StartsWith("xyz")));
  EXPECT_EQ(reading.policy.tenant.root->value, "orgs");
  EXPECT_THAT(values(reading.policy.tenant.keys.at(0)), ElementsAre("org_id"));
}

TEST(ReadPolicy, PlacesAreBytesWhateverStandsBefore) {
  EXPECT_THAT(mistakes_of("\xEF\xBB\xBFroot = 1\n"), ElementsAre(testing::StartsWith("root |")));
  EXPECT_THAT(mistakes_of("[inputs]\r\nschema = [\"größe €𝄞\", 7] # é\r\n"), ElementsAre(testing::StartsWith("7 |")));
  EXPECT_THAT(mistakes_of("[tenant]\nshared = [\n  'é',\n  'é',\n]\n"), ElementsAre(testing::StartsWith("'é' |")));
}

TEST(ReadPolicy, ASyntaxErrorIsOneMistakeAtItsPlace) {
  struct Case {
    const char* toml;
    uint32_t line;
    uint32_t column;
  };
  const Case cases[] = {
      {"[tenant]\nroot = \"é\" x\n", 2, 13},
      {"[tenant\nroot = 'x'\n", 1, 8},
      {"[tenant]\nroot = 'x'\nroot = 'y'\n", 3, 8},
      {"[tenant]\nroot = 'x", 2, 9},
      {"a = \"\xff\"\n", 1, 5},
      {"\x01\x02", 1, 1},
  };
  for (const Case& one : cases) {
    const PolicyReading reading = read(one.toml);
    ASSERT_EQ(reading.mistakes.size(), 1u) << one.toml;
    const Place at = reading.mistakes[0].at;
    EXPECT_EQ(at.source->position(at.span.begin).line, one.line) << one.toml;
    EXPECT_EQ(at.source->position(at.span.begin).column, one.column) << one.toml;
    EXPECT_THAT(reading.mistakes[0].what, testing::StartsWith("not valid TOML: ")) << one.toml;
    EXPECT_FALSE(reading.policy.tenant.root) << one.toml;
  }
}

TEST(ReadPolicy, TextThatIsTooDeepIsRefused) {
  std::string key = "a";
  for (int i = 0; i < 100000; ++i) key += ".a";
  EXPECT_EQ(read(key + " = 1\n").mistakes.size(), 1u);
  EXPECT_EQ(read("[" + key + "]\n").mistakes.size(), 1u);
  EXPECT_EQ(read("x = [\n'''\n\"''', { y = \"\\\"\", " + key + " = 1 }]").mistakes.size(), 1u);
  EXPECT_EQ(read("x = " + std::string(100000, '[')).mistakes.size(), 1u);
  std::string globs;
  for (int i = 0; i < 1000; ++i) globs += "\"" + std::to_string(i) + ".up.sql\", ";
  EXPECT_THAT(mistakes_of("[inputs]\nschema = [" + globs + "]\n"), IsEmpty()) << "dots in strings are no depth";
}

TEST(ReadPolicy, AMistakenListOfTermsNeverTrustsAnyParameter) {
  for (const char* terms : {"[]", "[3]", "['?']", "7"}) {
    const PolicyReading reading = read("[tenant]\nkeys = ['org_id']\nterms = " + std::string(terms) + "\n");
    EXPECT_FALSE(reading.mistakes.empty()) << terms;
    EXPECT_FALSE(reading.policy.tenant.terms.empty()) << terms;
  }
  EXPECT_THAT(mistakes_of("[tenant]\nkeys = ['org_id']\nterms = ['org_id']\n"),
              ElementsAre("'org_id' | 'org_id' is a function's name here, not a parameter's | for the parameter write "
                          "\"@org_id\" or \":org_id\""));
}

TEST(PolicyOwner, FiveForms) {
  struct Case {
    const char* text;
    const char* what;
  };
  const Case cases[] = {
      {"root", nullptr},
      {"shared", nullptr},
      {"key org_id", nullptr},
      {"key org_id , client_id", nullptr},
      {"mixed \"Org Id\"", nullptr},
      {"key", "'key' names no column"},
      {"shared org_id", "'shared' takes no column"},
      {"key org_id client_id", "'org_id client_id' is no column's name"},
      {"via a, a", "column 'a' stands twice"},
      {"via a,", "a column's name is missing after the last comma"},
      {"keys org_id", "'keys org_id' says no owner"},
  };
  for (const Case& one : cases) {
    const policy::OwnerReading reading = policy::read_owner(one.text);
    EXPECT_EQ(reading.complaint ? reading.complaint->what : "", one.what == nullptr ? "" : one.what) << one.text;
  }
  EXPECT_THAT(policy::read_owner("mixed \"Org Id\"").owner.columns, ElementsAre("Org Id"));
}

class CheckPolicy : public testing::Test {
 protected:
  std::vector<std::string> check(const std::string& toml) {
    const PolicyReading reading = read(toml);
    EXPECT_THAT(told(reading.mistakes), IsEmpty());
    const SourcePtr source = std::make_shared<Source>("schema.sql", R"(
      CREATE TABLE organizations (id uuid PRIMARY KEY, name text);
      CREATE TABLE deals (id uuid PRIMARY KEY, org_id uuid NOT NULL REFERENCES organizations (id));
      CREATE TABLE notes (id uuid PRIMARY KEY, deal_id uuid NOT NULL REFERENCES deals (id), body text);
      CREATE TABLE loose (id int, name text);
      CREATE TABLE currencies (code text PRIMARY KEY);
      CREATE SCHEMA crm;
      CREATE TABLE crm.events (id int);
      CREATE TABLE events (id int);
      CREATE VIEW open_deals AS SELECT id FROM deals;
    )");
    return told(check_policy(reading.policy, *read_schema({source}).catalog));
  }
};

TEST_F(CheckPolicy, NamesAreHeldAgainstTheSchema) {
  const std::string tenant = "[tenant]\nroot = 'organizations'\nkeys = ['org_id']\n";
  EXPECT_THAT(check(tenant + "shared = ['Currencies', 'crm.events']\n[tenant.tables]\nnotes = 'via deal_id'\n"),
              IsEmpty());
  struct Case {
    std::string toml;
    const char* mistake;
  };
  const Case cases[] = {
      {"[tenant]\nroot = 'organisations'\n",
       "'organisations' | the schema has no table 'organisations' | did you mean 'organizations'?"},
      {"[tenant]\nroot = 'loose'\n",
       "'loose' | the root 'loose' has no primary key of one column | say which column is the tenant: [tenant.tables] "
       "loose = "
       "{ owner = \"key id\" }"},
      {"[tenant]\nkeys = ['orgid', 'deal_id']\n", "'orgid' | no table has a column 'orgid' | did you mean 'org_id'?"},
      {"[tenant]\nkeys = ['workspace']\n",
       "'workspace' | no table has a column 'workspace' | name the columns that hold the tenant"},
      {tenant + "shared = ['currency_rates']\n",
       "'currency_rates' | the schema has no table 'currency_rates' | `ringfence catalog` lists the tables"},
      {tenant + "shared = ['open_deals']\n",
       "'open_deals' | 'open_deals' is a view, not a table | name the tables that it reads"},
      {tenant + "shared = ['events']\n",
       "'events' | 'events' is a table of more than one schema | write \"crm.events\" or \"public.events\""},
      {tenant + "[tenant.tables]\nnote = 'shared'\n",
       "'shared' | the schema has no table 'note' | did you mean 'notes'?"},
      {tenant + "[tenant.tables]\nnotes = 'key orgid'\n",
       "'key orgid' | table 'notes' has no column 'orgid' | `ringfence catalog --table notes` shows its columns"},
      {tenant + "[tenant.tables]\nnotes = 'via deals'\n",
       "'via deals' | table 'notes' has no column 'deals' | did you mean 'deal_id'?"},
      {tenant + "[tenant.tables]\nnotes = 'via body'\n",
       "'via body' | column 'body' of 'notes' is in no foreign key | columns with a foreign key: deal_id"},
      {"[tenant]\nmodel = 'schema'\nschemas = ['crn*', 'x']\n",
       "'crn*' | no table lies in a schema 'crn*' | let the migrations of the tenants' tables name one, or begin with SET search_path TO "
       "one"},
      {"[tenant]\nshared = ['currencies']\n",
       "[ | neither root nor keys say who the tenant is: nothing can be proved | the schema suggests root = "
       "\"organizations\"; "
       "`ringfence init --print` shows more"},
  };
  for (const Case& one : cases) EXPECT_THAT(check(one.toml), ElementsAre(one.mistake)) << one.toml;
}

TEST(CheckPolicyWithoutSchema, SaysNothing) {
  EXPECT_THAT(check_policy(read("[tenant]\nroot = 'organizations'\n").policy, Catalog()), IsEmpty());
}

TEST(FindPolicyFile, TheNearestAboveWins) {
  namespace fs = std::filesystem;
  const fs::path top = fs::path(testing::TempDir()) / "ringfence_find_policy_file";
  fs::create_directories(top / "a" / "b" / "ringfence.toml");  // A folder of that name is no configuration.
  std::ofstream(top / "ringfence.toml") << "\n";
  EXPECT_EQ(find_policy_file((top / "a" / "b").string()), (top / "ringfence.toml").string());
  std::ofstream(top / "a" / "ringfence.toml") << "\n";
  EXPECT_EQ(find_policy_file((top / "a" / "b" / ".").string()), (top / "a" / "ringfence.toml").string());
  fs::remove_all(top);
}

TEST(PolicyMistakeRule, TellsEachMistakeWithItsAdvice) {
  Facts facts;
  const PolicyReading reading = read("[tenant]\nrooot = 'x'\n");
  facts.policy_mistakes = reading.mistakes;
  const Rule* rule = find_rule("policy-mistake");
  ASSERT_NE(rule, nullptr);
  Findings findings(rule->id, rule->severity);
  rule->run(facts, findings);
  ASSERT_EQ(findings.all().size(), 1u);
  EXPECT_EQ(findings.all()[0].what, "unknown key 'rooot' in [tenant]");
  EXPECT_EQ(findings.all()[0].advice, "did you mean 'root'?");
}

}  // namespace
}  // namespace ringfence
