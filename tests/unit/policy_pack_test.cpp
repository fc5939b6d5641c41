// Policy packs: what is read from them, how their mistakes are told, and what a project's own words win over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ringfence/catalog.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> known_rules() {
  std::vector<std::string> names = {"tenant", "schema", "credential", "personal", "lifecycle"};
  for (const Rule& rule : all_rules()) names.emplace_back(rule.id);
  return names;
}

// A disk with one file on it.
class OneFile : public ProjectFiles {
 public:
  explicit OneFile(std::string text) : text_(std::move(text)) {}
  ReadFile read(const std::string& path) const override {
    ReadFile made;
    if (path == "/project/pack.toml") made.source = std::make_shared<Source>("pack.toml", text_);
    else made.trouble = path + ": No such file or directory";
    return made;
  }

 private:
  std::string text_;
};

PolicyReading read(const std::string& pack, const std::string& own = "[policy]\npacks = ['pack.toml']\n") {
  return read_policy(std::make_shared<Source>("ringfence.toml", own), "/project", known_rules(), OneFile(pack));
}

const std::string kHead = "[pack]\nname = 'own'\ntitle = 'Privacy policy'\n";

std::vector<std::string> told(const std::vector<PolicyMistake>& mistakes) {
  std::vector<std::string> lines;
  for (const PolicyMistake& one : mistakes) lines.push_back(one.at.source->path() + ": " + one.what + " | " + one.advice);
  return lines;
}

std::string commitment(const std::string& more) { return kHead + "[[commitments]]\nid = 'one'\nclause = '1'\npromise = 'P.'\n" + more + "\n"; }

TEST(PolicyPacks, EveryKeyIsRead) {
  const PolicyReading reading = read(commitment(R"(
rules = ['tenant', 'credential-weak-hash']
about = ['users.password']
retention = [{ tables = ['uploads'], at_most = '24 hours' }, { redact = ['buyers.name', 'buyers.phone'], at_most = '30 days' },
             { tables = ['invoices'], at_least = '7 years' }]
append_only = ['audit_events']
reveal = { columns = ['buyers.*'], functions = ['reveal_buyer'], audit = 'reveal_audit' }
never_stored = ['calendar_*', 'biometric']
restricted = { tables = ['amazon_*'], never_to = ['sms', 'log'] }
deduplicate = { tables = ['webhooks'], key = ['org_id', 'event_id'] }
only_in = { columns = ['visits.latitude'], places = ['src/visits/*'] }
roles = ['app']
[[commitments]]
id = 'tls'
clause = '9'
promise = 'Encrypted in transit'
not_checkable = 'servers are no code')"));
  EXPECT_THAT(told(reading.mistakes), IsEmpty());
  ASSERT_EQ(reading.policy.commitments.size(), 2u);
  const Commitment& one = reading.policy.commitments[0];
  EXPECT_EQ(one.name(), "own/one");
  EXPECT_TRUE(one.at);
  ASSERT_EQ(one.retentions.size(), 3u);
  EXPECT_EQ(to_string(*one.retentions[0].at_most), "24 hours");
  EXPECT_EQ(one.retentions[1].redact.size(), 2u);
  EXPECT_EQ(to_string(*one.retentions[2].at_least), "7 years");
  EXPECT_EQ(one.append_only[0].value, "audit_events");
  EXPECT_EQ(one.reveals[0].audit.value, "reveal_audit");
  EXPECT_EQ(one.restrictions[0].never_to[1].value, "log");
  EXPECT_EQ(one.deduplications[0].key[1].value, "event_id");
  EXPECT_EQ(one.confinements[0].places[0].value, "src/visits/*");
  EXPECT_EQ(one.roles[0].value, "app");
  EXPECT_EQ(one.never_stored.size(), 2u);
  EXPECT_EQ(reading.policy.commitments[1].not_checkable, "servers are no code");
}

TEST(PolicyPacks, MistakesPointIntoThePack) {
  const auto mistakes = [](const std::string& more) { return told(read(commitment(more)).mistakes); };
  EXPECT_THAT(mistakes(""), ElementsAre("pack.toml: nothing decides 'one' | give it 'rules' or a parameter, or say in 'not_checkable' why no code shows it"));
  EXPECT_THAT(mistakes("rules = ['tenent']"), Contains("pack.toml: no rule or family is called 'tenent' | did you mean 'tenant'?"));
  EXPECT_THAT(mistakes("rules = ['tenant']\nretentions = '1 day'"), ElementsAre("pack.toml: unknown key 'retentions' in [commitments] | did you mean 'retention'?"));
  EXPECT_THAT(mistakes("retention = { tables = ['a'], at_most = 'a while' }"),
              ElementsAre("pack.toml: 'a while' is no length of time | for example: \"24 hours\", \"30 days\", \"13 months\""));
  EXPECT_THAT(mistakes("retention = { tables = ['a'] }"),
              ElementsAre("pack.toml: 'retention' needs either 'tables' or 'redact', and 'at_most', 'at_least' or both | "
                          "for example: retention = { tables = [\"uploads\"], at_most = \"24 hours\" }"));
  EXPECT_THAT(mistakes("retention = { tables = ['a'], at_most = '1 day', at_least = '2 days' }"),
              ElementsAre("pack.toml: 'at_least' (2 days) is longer than 'at_most' (24 hours) | nothing can keep both"));
  EXPECT_THAT(mistakes("reveal = { columns = ['a.b'] }"), ElementsAre(testing::HasSubstr("'reveal' needs 'columns', 'functions' and 'audit'")));
  EXPECT_THAT(mistakes("rules = ['tenant']\nnot_checkable = 'no'"), ElementsAre("pack.toml: 'one' is not checkable, and says what decides it | leave out the one or the other"));
  EXPECT_THAT(mistakes("append_only = ['a']\n[[commitments]]\nid = 'one'\nclause = '1'\npromise = 'P.'\nappend_only = ['a']"),
              ElementsAre("pack.toml: two commitments are called 'one' | give one of them another id"));
  EXPECT_THAT(told(read("").mistakes), Contains(testing::HasSubstr("this is no policy pack: [pack] is missing")));
  EXPECT_THAT(told(read("[pack\n").mistakes), ElementsAre(testing::StartsWith("pack.toml: not valid TOML")));
}

TEST(PolicyPacks, ThatAreNotThereAreMistakesOfTheProject) {
  EXPECT_THAT(told(read("", "[policy]\npacks = ['other.toml']\n").mistakes),
              ElementsAre("ringfence.toml: the policy pack cannot be read: /project/other.toml: No such file or directory | the path is relative to the folder of ringfence.toml"));
  EXPECT_THAT(told(read("", "[policy]\npacks = ['nobody-has-it']\n").mistakes), ElementsAre(testing::HasSubstr("no policy pack is called 'nobody-has-it'")));
}

TEST(PolicyPacks, TheProjectsOwnWordsComeFirst) {
  const std::string pack = kHead + R"(
[tenant]
root = 'orgs'
keys = ['org_id']
[columns]
"a.b" = "personal"
[rules]
tenant = "warning"
schema = "off"
[[commitments]]
id = 'one'
clause = '1'
promise = 'P.'
rules = ['tenant']
)";
  const Policy policy = read(pack, "[policy]\npacks = ['pack.toml']\n[tenant]\nroot = 'accounts'\n[columns]\n'a.b' = 'none'\n[rules]\ntenant = 'error'\n").policy;
  EXPECT_EQ(policy.tenant.root->value, "accounts");
  EXPECT_EQ(policy.tenant.keys[0][0].value, "org_id");
  EXPECT_EQ(policy.columns[0].value.value, "none");
  EXPECT_EQ(policy.rules.at("tenant").severity, Severity::kError);
  EXPECT_EQ(policy.rules.at("schema").severity, Severity::kOff);
}

TEST(PolicyPacks, NamesThatTheSchemaHasNotAreMistakes) {
  const Schema schema = read_schema({std::make_shared<Source>("s.sql", "CREATE TABLE orgs (id int PRIMARY KEY); CREATE TABLE uploads (id int, org_id int REFERENCES orgs, body text);")});
  const auto mistakes = [&](const std::string& more) {
    return told(check_policy(read(commitment(more), "[policy]\npacks = ['pack.toml']\n[tenant]\nroot = 'orgs'\n").policy, *schema.catalog));
  };
  EXPECT_THAT(mistakes("append_only = ['upload']"), ElementsAre("pack.toml: 'upload' means no table or column of the schema | did you mean 'uploads'?"));
  EXPECT_THAT(mistakes("append_only = ['upl*']"), IsEmpty());
  EXPECT_THAT(mistakes("deduplicate = { tables = ['uploads'], key = ['org_idd'] }"), ElementsAre("pack.toml: 'uploads' has no column 'org_idd' | did you mean 'org_id'?"));
  EXPECT_THAT(mistakes("restricted = { tables = ['uploads'], never_to = ['sms'] }"), ElementsAre(testing::HasSubstr("'sms' is neither a channel nor one of [[recipients]]")));
}

TEST(PolicyPacks, AllThatShipAreRightAndTheDraftIs) {
  for (const auto& [name, text] : shipped_packs()) {
    const PolicyReading reading = read("", "[policy]\npacks = ['" + std::string(name) + "']\n");
    EXPECT_THAT(told(reading.mistakes), IsEmpty()) << name;
    ASSERT_EQ(reading.policy.packs.size(), 1u) << name;
    EXPECT_EQ(reading.policy.packs[0].name, name);
    EXPECT_FALSE(reading.policy.commitments.empty()) << name;
    for (const Commitment& one : reading.policy.commitments) EXPECT_FALSE(one.at) << one.name();
  }
  EXPECT_THAT(told(read(draft_pack("own")).mistakes), IsEmpty());
}

}  // namespace
}  // namespace ringfence
