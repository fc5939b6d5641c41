#include "tests/oracle/random_policies.h"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace ringfence::tests {

std::string policy_tables() {
  return R"(
CREATE TABLE orgs (id int8 PRIMARY KEY, x int4, s text, public bool, touched int4);
CREATE TABLE deals (id int8 PRIMARY KEY, org_id int8 NOT NULL REFERENCES orgs (id), x int4, s text, public bool, touched int4);
CREATE TABLE notes (id int8 PRIMARY KEY, deal_id int8 NOT NULL REFERENCES deals (id), x int4, s text, public bool, touched int4);
CREATE TABLE forms (id int8 PRIMARY KEY, org_id int8 REFERENCES orgs (id), x int4, s text, public bool, touched int4);
CREATE TABLE members (org_id int8 NOT NULL REFERENCES orgs (id), user_id int8 NOT NULL, x int4, PRIMARY KEY (org_id, user_id));
CREATE FUNCTION current_org() RETURNS int8 LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.org_id', true), '')::int8
$$;
CREATE FUNCTION org_or_null() RETURNS int8 LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN current_setting('app.org_id', true)::int8;
EXCEPTION WHEN others THEN
  RETURN NULL;
END
$$;
CREATE FUNCTION is_mine(org int8) RETURNS bool LANGUAGE sql STABLE AS $$
  SELECT org = nullif(current_setting('app.org_id', true), '')::int8
$$;
CREATE FUNCTION is_member(org int8) RETURNS bool LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT 1 FROM members m WHERE m.org_id = org AND m.user_id = nullif(current_setting('app.user_id', true), '')::int8)
$$;
CREATE FUNCTION my_orgs() RETURNS SETOF int8 LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT m.org_id FROM members m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::int8
$$;
)";
}

std::string policy_of_policies() {
  return "[tenant]\nroot = \"orgs\"\nkeys = [\"org_id\"]\nterms = [\"current_setting('app.org_id')\"]\n"
         "memberships = [\"members.user_id = current_setting('app.user_id')\"]\napp_roles = [\"app\"]\n";
}

namespace {

class PolicyWriter {
 public:
  explicit PolicyWriter(Choices& choices) : choices_(choices) {}

  std::string write() {
    made_ = "CREATE ROLE grp;\nCREATE ROLE other;\nCREATE ROLE app";
    const bool inherits = !choices_.chance(15);
    if (!inherits) made_ += " NOINHERIT";
    if (choices_.chance(3)) made_ += " BYPASSRLS";
    made_ += ";\n";
    if (choices_.chance(70)) made_ += "GRANT grp TO app;\n";
    for (const char* table : {"orgs", "deals", "notes", "forms"}) write_table(table);
    return std::move(made_);
  }

 private:
  void write_table(const std::string& table) {
    table_ = table;
    if (choices_.chance(12)) made_ += fmt::format("ALTER TABLE {} OWNER TO {};\n", table, choices_.chance(50) ? "app" : "grp");
    if (!choices_.chance(4)) made_ += fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY;\n", table);
    if (choices_.chance(40)) made_ += fmt::format("ALTER TABLE {} FORCE ROW LEVEL SECURITY;\n", table);
    const uint32_t count = 1 + choices_.below(4);
    // Most sets are meant to be closed: one restrictive policy, or a tie in each.
    closes_ = choices_.chance(75);
    for (uint32_t i = 0; i < count; ++i) write_policy(fmt::format("p{}", i), choices_.chance(25));
  }

  void write_policy(const std::string& name, bool restrictive) {
    const size_t command = choices_.weighted({45, 15, 15, 15, 10});
    const char* word = std::array{"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"}[command];
    const std::array roles{"", " TO app", " TO grp", " TO other", " TO app, other"};
    made_ += fmt::format("CREATE POLICY {} ON {}{} FOR {}{}", name, table_, restrictive ? " AS RESTRICTIVE" : "", word,
                         roles[choices_.weighted({50, 15, 15, 10, 10})]);
    if (command != 2) made_ += " USING (" + rule(restrictive) + ")";
    if (command == 2 || ((command == 0 || command == 3) && choices_.chance(35))) made_ += " WITH CHECK (" + rule(restrictive) + ")";
    made_ += ";\n";
  }

  std::string rule(bool restrictive) {
    const bool tied = restrictive ? choices_.chance(50) : closes_ ? !choices_.chance(6) : choices_.chance(45);
    return tied ? tied_rule() : loose_rule();
  }

  std::string tied_rule() {
    switch (choices_.weighted({45, 20, 12, 8, 5, 5, 5})) {
      case 0: return tie();
      case 1: return tie() + " AND " + noise();
      case 2: return noise() + " AND (" + tie() + " OR " + tie() + ")";
      case 3: return "(" + tie() + " AND " + noise() + ") OR (" + noise() + " AND " + tie() + ")";
      case 4: return "NOT (NOT (" + tie() + ") OR " + noise() + ")";
      case 5: return "(" + tie() + ") IS TRUE";
      default: return noise() + " AND NOT (" + noise() + ") AND " + tie();
    }
  }

  std::string loose_rule() {
    switch (choices_.weighted({30, 25, 15, 10, 8, 6, 6})) {
      case 0: return noise();
      case 1: return tie() + " OR " + noise();
      case 2: return "current_setting('app.org_id', true) IS NULL OR " + tie();
      case 3: return "coalesce(current_setting('app.org_id', true), '') = '' OR " + tie();
      case 4: return "NOT (" + tie() + ")";
      case 5: return key() + " = coalesce(current_org(), " + key() + ")";
      default: return key() + " >= current_org()";
    }
  }

  std::string key() { return table_ == "orgs" ? "id" : table_ == "notes" ? "deal_id" : "org_id"; }

  std::string tenant() {
    return std::array{"nullif(current_setting('app.org_id', true), '')::int8", "current_org()", "(SELECT current_org())",
                      "org_or_null()"}[choices_.weighted({40, 25, 20, 15})];
  }

  // The tie of a column that holds a tenant.
  std::string tie_of(const std::string& column) {
    switch (choices_.weighted({50, 12, 10, 10, 10, 8})) {
      case 0: return column + " = " + tenant();
      case 1: return "is_mine(" + column + ")";
      case 2: return "is_member(" + column + ")";
      case 3: return column + " IN (SELECT my_orgs())";
      case 4: return fmt::format("{} IN (SELECT m.org_id FROM members m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::int8)", column);
      default: return fmt::format("({0} = {1} AND {0} IS NOT NULL)", column, tenant());
    }
  }

  std::string tie() {
    if (table_ == "forms") return choices_.chance(60) ? "(org_id IS NULL OR " + tie_of("org_id") + ")" : tie_of("org_id");
    if (table_ != "notes") return tie_of(key());
    return choices_.chance(60)
               ? "EXISTS (SELECT 1 FROM deals d WHERE d.id = notes.deal_id AND " + tie_of("d.org_id") + ")"
               : "deal_id IN (SELECT d.id FROM deals d WHERE " + tie_of("d.org_id") + ")";
  }

  std::string noise() {
    switch (choices_.weighted({25, 20, 20, 15, 10, 10})) {
      case 0: return fmt::format("x > {}", choices_.below(2));
      case 1: return "s = 'a'";
      case 2: return "public";
      case 3: return "x IS NOT NULL";
      case 4: return "true";
      default: return "(public OR s = 'b')";
    }
  }

  Choices& choices_;
  std::string made_;
  std::string table_;
  bool closes_ = true;
};

}  // namespace

std::string random_policies(Choices& choices) { return PolicyWriter(choices).write(); }

}  // namespace ringfence::tests
