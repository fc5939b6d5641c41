// Policies, roles and helper functions: what is proved of one table, command and role.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ringfence/policy_reader.h"
#include "ringfence/row_security.h"
#include "tests/unit/describe_catalog.h"

namespace ringfence {
namespace {

constexpr const char* kTables =
    "CREATE TABLE orgs (id int8 PRIMARY KEY);"
    "CREATE TABLE deals (id int8 PRIMARY KEY, org_id int8 NOT NULL REFERENCES orgs (id), s text);"
    "CREATE TABLE members (org_id int8 NOT NULL REFERENCES orgs (id), user_id int8 NOT NULL, PRIMARY KEY (org_id, user_id));"
    "ALTER TABLE deals ENABLE ROW LEVEL SECURITY;";
constexpr const char* kOwn = "org_id = current_setting('app.org_id')::int8";

Policy policy_of(const std::string& more) {
  return read_policy(std::make_shared<Source>("ringfence.toml", "[tenant]\nroot = 'orgs'\nkeys = ['org_id']\n" + more), "/", {}).policy;
}

struct Told {
  std::string proofs;   ///< "SELECT proven, …" of the table deals, without repetition
  std::string details;  ///< Of those that are not proven.
};

Told told(const std::string& ddl, const std::string& more = "app_roles = ['app']\nterms = [\"current_setting('app.org_id')\"]\n") {
  const Policy policy = policy_of(more);
  const auto catalog = catalog_of(kTables + ddl);
  infer_ownership(*catalog, policy);
  Facts facts;
  RowSecurity(*catalog, policy).add_facts(facts);
  Told made;
  for (const RowProof& proof : facts.row_proofs) {
    if (proof.table->name != "deals") continue;
    made.proofs += (made.proofs.empty() ? "" : ", ") + std::string(to_string(proof.command)) + (proof.written ? " written " : " ") +
                   (policy.tenant.app_roles.size() == 1 ? "" : "to '" + proof.role + "' ") + std::string(to_string(proof.verdict));
    if (proof.verdict > Verdict::kConditional && made.details.find(proof.detail) == std::string::npos)
      made.details += (made.details.empty() ? "" : " | ") + proof.detail;
  }
  return made;
}

// "+" proven, "-" refuted, "?" unknown: SELECT, UPDATE, DELETE, INSERT written, UPDATE written.
std::string signs(const std::string& ddl, const std::string& more = "app_roles = ['app']\nterms = [\"current_setting('app.org_id')\"]\n") {
  const std::string proofs = told(ddl, more).proofs;
  std::string made;
  for (size_t at = 0; at < proofs.size(); ++at) {
    if (proofs.compare(at, 6, "proven") == 0) made += '+';
    if (proofs.compare(at, 7, "refuted") == 0) made += '-';
    if (proofs.compare(at, 7, "unknown") == 0) made += '?';
  }
  return made;
}

std::string policy(const std::string& how) { return "CREATE POLICY p ON deals " + how + ";"; }
std::string own(const std::string& head = "") { return policy(head + " USING (" + kOwn + ")"); }

TEST(RowSecurity, CommandsAndRoles) {
  EXPECT_EQ(signs(""), "+++++") << "without a policy nothing gets through";
  EXPECT_EQ(signs(own()), "+++++");
  EXPECT_EQ(signs(policy("USING (true)")), "-----");
  EXPECT_EQ(signs(policy("FOR SELECT USING (true)")), "-++++");
  EXPECT_EQ(signs(policy("FOR UPDATE USING (true)")), "+-++-");
  EXPECT_EQ(signs(policy("FOR INSERT WITH CHECK (true)")), "+++-+");
  EXPECT_EQ(signs(policy(std::string("USING (") + kOwn + ") WITH CHECK (true)")), "+++--");
  EXPECT_EQ(signs(policy("USING (true)") + "CREATE POLICY r ON deals AS RESTRICTIVE USING (" + kOwn + ");"), "+++++");
  EXPECT_EQ(signs(policy("USING (true)") + "CREATE POLICY r ON deals AS RESTRICTIVE FOR SELECT USING (" + kOwn + ");"), "+----");
  EXPECT_EQ(signs(own() + "CREATE POLICY q ON deals FOR SELECT USING (s = 'a');"), "-++++");
  EXPECT_EQ(signs(policy("TO other USING (true)")), "+++++");
  EXPECT_EQ(signs("CREATE ROLE app; GRANT other TO app;" + policy("TO other USING (true)")), "-----");
  EXPECT_EQ(signs("CREATE ROLE app NOINHERIT; GRANT other TO app;" + policy("TO other USING (true)")), "+++++");
  EXPECT_EQ(signs("CREATE ROLE app BYPASSRLS;" + own()), "-----");
  EXPECT_EQ(signs("ALTER TABLE deals OWNER TO app;" + own()), "-----");
  EXPECT_EQ(signs("ALTER TABLE deals OWNER TO app; ALTER TABLE deals FORCE ROW LEVEL SECURITY;" + own()), "+++++");
}

TEST(RowSecurity, WithoutNamedRolesEveryRoleOfAPolicyCounts) {
  const std::string ddl = own("TO staff") + "CREATE POLICY q ON deals FOR SELECT TO service_role USING (true);";
  EXPECT_EQ(told(ddl, "").proofs.substr(0, 48), "SELECT to '' proven, UPDATE to '' proven, DELETE");
  EXPECT_EQ(signs(ddl, ""), "++++++++++");
  EXPECT_EQ(signs(policy("FOR SELECT TO staff USING (true)"), ""), "+++++-++++");
}

TEST(RowSecurity, PoliciesChange) {
  EXPECT_EQ(signs(policy("USING (true)") + "ALTER POLICY p ON deals USING (" + kOwn + ");"), "+++++");
  EXPECT_EQ(signs(own() + "ALTER POLICY p ON deals WITH CHECK (true);"), "+++--");
  EXPECT_EQ(signs(policy("TO other USING (true)") + "ALTER POLICY p ON deals TO public;"), "-----");
  EXPECT_EQ(signs(policy("USING (true)") + "DROP POLICY p ON deals;"), "+++++");
  EXPECT_EQ(told(own() + "ALTER TABLE deals RENAME org_id TO tenant_id;", "app_roles = ['app']\n").details,
            "it was written before 'org_id' got another name");
}

TEST(RowSecurity, FunctionsAreOpened) {
  const auto sql = [](const std::string& head, const std::string& body) {
    return "CREATE FUNCTION " + head + " LANGUAGE sql STABLE AS $$ " + body + " $$;";
  };
  const std::string setting = "SELECT current_setting('app.org_id', true)::int8";
  EXPECT_EQ(signs(sql("o() RETURNS int8", setting) + policy("USING (org_id = o())")), "+++++");
  EXPECT_EQ(signs(sql("o() RETURNS int8", setting) + sql("oo() RETURNS int8", "SELECT o()") + policy("USING (org_id = (SELECT oo()))")), "+++++");
  EXPECT_EQ(signs(sql("o() RETURNS int8", "SELECT current_setting('app.other')::int8") + policy("USING (org_id = o())")), "-----");
  EXPECT_EQ(signs(sql("mine(org int8) RETURNS bool", "SELECT org = current_setting('app.org_id')::int8") + policy("USING (mine(org_id))")), "+++++");
  EXPECT_EQ(signs(sql("mine(org int8) RETURNS bool", "SELECT org = current_setting('app.org_id')::int8") + policy("USING (mine(id))")), "-----");
  EXPECT_EQ(signs("CREATE FUNCTION o() RETURNS int8 LANGUAGE plpgsql AS $$ BEGIN RETURN current_setting('app.org_id')::int8;"
                  " EXCEPTION WHEN others THEN RETURN NULL; END $$;" + policy("USING (org_id = o())")), "+++++");
  EXPECT_EQ(signs("CREATE FUNCTION o() RETURNS int8 LANGUAGE plpgsql AS $$ BEGIN RETURN current_setting('app.org_id')::int8;"
                  " EXCEPTION WHEN others THEN RETURN 1; END $$;" + policy("USING (org_id = o())")), "?????");
  EXPECT_EQ(signs(policy("USING (org_id = unheard_of())")), "?????");
  EXPECT_EQ(signs(policy("USING (may_see(org_id))")), "?????");
}

// With Z3 they are decided; without it nothing is claimed.
TEST(RowSecurity, OrderAndArithmetic) {
  const std::string t = "current_setting('app.org_id')::int8";
  EXPECT_THAT(signs(policy("USING (org_id - " + t + " = 0)")), testing::AnyOf("+++++", "?????"));
  EXPECT_THAT(signs(policy("USING (org_id >= " + t + " AND org_id <= " + t + ")")), testing::AnyOf("+++++", "-----"));
  EXPECT_THAT(signs(policy("USING (org_id BETWEEN " + t + " AND " + t + " + 1)")), "-----");
  EXPECT_THAT(signs(policy("USING (org_id - " + t + " = 1)")), testing::AnyOf("-----", "?????"));
  EXPECT_EQ(signs(policy("USING (org_id > " + t + ")")), "-----");
}

TEST(RowSecurity, Memberships) {
  const std::string declared = "app_roles = ['app']\nterms = [\"current_setting('app.org_id')\"]\nmemberships = [\"members.user_id = app.me()\"]\n";
  const auto in = [](const std::string& who) { return policy("USING (org_id IN (SELECT m.org_id FROM members m WHERE m.user_id = " + who + "))"); };
  EXPECT_EQ(signs(in("app.me()"), declared), "+++++");
  EXPECT_EQ(signs(in("auth.uid()"), declared), "-----") << "what is declared is all that counts";
  EXPECT_EQ(signs(in("auth.uid()")), "+++++");
  EXPECT_EQ(signs(in("3")), "-----");
  EXPECT_EQ(signs(policy("USING (EXISTS (SELECT 1 FROM members m WHERE m.user_id = auth.uid()))")), "-----");
  EXPECT_EQ(signs(policy("USING (EXISTS (SELECT 1 FROM members m WHERE m.org_id = org_id AND m.user_id = auth.uid()))")), "-----");
  const std::string function = "CREATE FUNCTION my_orgs() RETURNS SETOF int8 LANGUAGE sql SECURITY DEFINER AS $$"
                               " SELECT org_id FROM members WHERE user_id = auth.uid() $$;";
  EXPECT_EQ(signs(function + policy("USING (org_id IN (SELECT my_orgs()))")), "+++++");
  EXPECT_EQ(signs(function + policy("USING (org_id IN (SELECT o FROM my_orgs() o))")), "+++++");
}

// Whoever may write their own membership is a member of whatever they like.
TEST(RowSecurity, AMembershipIsNotMadeByClaimingIt) {
  const auto of_members = [](const std::string& ddl) {
    const Policy policy = policy_of("app_roles = ['app']\n");
    const auto catalog = catalog_of(kTables + ("ALTER TABLE members ENABLE ROW LEVEL SECURITY;" + ddl));
    infer_ownership(*catalog, policy);
    Facts facts;
    RowSecurity(*catalog, policy).add_facts(facts);
    std::string made;
    for (const RowProof& proof : facts.row_proofs)
      if (proof.table->name == "members") made += proof.verdict == Verdict::kProven ? '+' : proof.verdict == Verdict::kRefuted ? '-' : '?';
    return made;
  };
  EXPECT_EQ(of_members("CREATE POLICY p ON members USING (user_id = auth.uid());"), "+++--");
  EXPECT_EQ(of_members("CREATE POLICY p ON members FOR SELECT USING (user_id = auth.uid());"), "+++++");
  const std::string function = "CREATE FUNCTION is_member(org int8) RETURNS bool LANGUAGE sql SECURITY DEFINER AS $$"
                               " SELECT EXISTS (SELECT 1 FROM members m WHERE m.org_id = org AND m.user_id = auth.uid()) $$;";
  EXPECT_EQ(of_members(function + "CREATE POLICY p ON members USING (is_member(org_id));"), "+++++");
}

TEST(RowSecurity, TheTenantOfASession) {
  EXPECT_EQ(signs(own(), "app_roles = ['app']\nterms = ['$1']\n"), "+++++") << "parameters say nothing of sessions";
  EXPECT_EQ(signs(own(), "app_roles = ['app']\nterms = [\"current_setting('app.tenant')\"]\n"), "-----");
  EXPECT_EQ(told(policy("USING (org_id = (auth.jwt() -> 'user_metadata' ->> 'org_id')::int8)"), "app_roles = ['app']\n").details,
            "auth.jwt() -> 'user_metadata' ->> 'org_id'");
  EXPECT_EQ(signs(policy("USING (org_id = (auth.jwt() -> 'app_metadata' ->> 'org_id')::int8)"), "app_roles = ['app']\n"), "+++++");
}

}  // namespace
}  // namespace ringfence
