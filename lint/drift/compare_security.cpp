// Row-level security and privileges.
#include <algorithm>
#include <map>
#include <set>

#include "lint/drift/differences.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::drift {

namespace {

std::string named(const RowPolicy& policy, const Table& table) { return "policy '" + policy.name + "' of '" + table.display_name() + "'"; }

std::string words_of(const RowPolicy& policy) {
  std::set<std::string> roles(policy.roles.begin(), policy.roles.end());
  std::string text = std::string(policy.permissive ? "PERMISSIVE" : "RESTRICTIVE") + " FOR " + policy.command + " TO";
  for (const std::string& role : roles) text += " " + role;
  return text;
}

// "current_user" was whoever ran the migration.
bool names_its_maker(const RowPolicy& policy) { return std::find(policy.roles.begin(), policy.roles.end(), "current_user") != policy.roles.end(); }

bool same_text(const TablePair& pair, const std::string& ours, const std::string& theirs) {
  if (ours.empty() || theirs.empty()) return ours.empty() == theirs.empty();
  const std::string normal = normal_expression(ours, pair.migrations, pair.made);
  return !normal.empty() && normal == normal_expression(theirs, pair.database, pair.found);
}

std::string one_line(std::string text) {
  std::string made;
  for (const char c : text)
    if (std::isspace(static_cast<unsigned char>(c)) == 0) made += c;
    else if (!made.empty() && made.back() != ' ') made += ' ';
  while (!made.empty() && made.back() == ' ') made.pop_back();
  return made.empty() ? "nothing" : made;
}

void compare_policy(const TablePair& pair, const RowPolicy& ours, const RowPolicy& theirs, Differences& differences) {
  const std::string object = named(ours, pair.made);
  if (words_of(ours) != words_of(theirs) && !names_its_maker(ours))
    differences.different(object, words_of(ours), words_of(theirs), ours.declared_at, theirs.declared_at, true);
  // A name in it got another one later: the text is not what the database has.
  if (!ours.outdated_name.empty()) return;
  if (!same_text(pair, ours.using_text, theirs.using_text))
    differences.different(object, "USING " + one_line(ours.using_text), "USING " + one_line(theirs.using_text), ours.declared_at, theirs.declared_at, true);
  if (!same_text(pair, ours.check_text, theirs.check_text))
    differences.different(object, "WITH CHECK " + one_line(ours.check_text), "WITH CHECK " + one_line(theirs.check_text), ours.declared_at, theirs.declared_at, true);
}

const RowPolicy* policy_named(const Table& table, const std::string& name) {
  for (const RowPolicy& policy : table.row_policies)
    if (policy.name == name) return &policy;
  return nullptr;
}

void compare_flag(const std::string& what, bool ours, bool theirs, const TablePair& pair, Differences& differences) {
  if (ours == theirs) return;
  const std::string object = what + " of '" + pair.made.display_name() + "'";
  if (ours) differences.missing(object, pair.made.declared_at, true);
  else differences.extra(object, pair.found.declared_at, false);
}

}  // namespace

void compare_row_security(const TablePair& pair, Differences& differences) {
  compare_flag("row-level security", pair.made.rls_enabled, pair.found.rls_enabled, pair, differences);
  compare_flag("FORCE ROW LEVEL SECURITY", pair.made.rls_forced, pair.found.rls_forced, pair, differences);
  for (const RowPolicy& policy : pair.made.row_policies) {
    if (const RowPolicy* found = policy_named(pair.found, policy.name)) compare_policy(pair, policy, *found, differences);
    else differences.missing(named(policy, pair.made), policy.declared_at, true);
  }
  for (const RowPolicy& policy : pair.found.row_policies)
    if (policy_named(pair.made, policy.name) == nullptr) differences.extra(named(policy, pair.found), policy.declared_at, policy.permissive);
}

void compare_grants(const std::string& object, const std::vector<Grant>& made, const std::vector<Grant>& found, Place found_at, const std::string& owner, Differences& differences) {
  // What one role has in `grants` and lacks in `others`, with the place of the first. The owner has all of them anyway.
  using Lacking = std::map<std::string, std::pair<std::string, Place>>;
  const auto lacking = [&](const std::vector<Grant>& grants, const std::vector<Grant>& others) {
    Lacking by_role;
    for (const Grant& grant : grants) {
      const auto same = [&](const Grant& one) { return one.role == grant.role && (one.privilege == grant.privilege || grant.privilege.starts_with(one.privilege + " (")); };
      if (grant.role == owner || std::any_of(others.begin(), others.end(), same)) continue;
      auto& [list, at] = by_role[grant.role];
      list += (list.empty() ? "" : ", ") + grant.privilege;
      if (!at) at = grant.declared_at;
    }
    return by_role;
  };
  for (const auto& [role, one] : lacking(made, found)) differences.different("the privileges of " + role + " on " + object, one.first, "none of that", one.second, found_at, false);
  for (const auto& [role, one] : lacking(found, made)) differences.extra("the privilege of " + role + " on " + object + ": " + one.first, one.second, false);
}

}  // namespace ringfence::drift
