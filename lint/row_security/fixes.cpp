#include "lint/row_security/fixes.h"

#include <algorithm>
#include <map>

#include "lint/row_security/holes.h"
#include "lint/row_security/policy_statement.h"

namespace ringfence::row_security {

namespace {

bool is_session_term(const std::string& term) {
  return !is_parameter(term) && term[0] != '\'' && !is_editable(term);
}

std::string declared_term(const Policy& policy, size_t level) {
  if (policy.tenant.terms.empty()) return {};
  for (const Setting& term : policy.tenant.terms[std::min(level, policy.tenant.terms.size() - 1)])
    if (is_session_term(term.value)) return term.value;
  return {};
}

// The declared term that the policy speaks of already, by the setting or claim that both name.
std::string term_of(const RowPolicy& of, const Policy& policy) {
  if (policy.tenant.terms.size() != 1) return {};
  for (const Setting& term : policy.tenant.terms[0]) {
    const size_t open = term.value.find('\'');
    const size_t close = open == std::string::npos ? open : term.value.find('\'', open + 1);
    if (!is_session_term(term.value) || close == std::string::npos) continue;
    const std::string name = term.value.substr(open, close - open + 1);
    if (term.value.find("->") == std::string::npos &&
        (of.using_text.find(name) != std::string::npos || of.check_text.find(name) != std::string::npos))
      return term.value;
  }
  return {};
}

// Compared as what it is: an index on the key stays of use.
std::string cast_to(std::string term, const std::string& type) {
  const bool is_call = term.back() == ')' && term.find(' ') == std::string::npos;
  if (term.back() != ')' && term.find_first_of(" (") == std::string::npos && term != "current_user" && term != "session_user") term += "()";
  if (!is_call && term.find(' ') != std::string::npos) term = "(" + term + ")";
  return type == "text" || type == "varchar" || type == "name" ? term : term + "::" + type;
}

std::string keys_predicate(const Table& table, const Policy& policy, const std::string& term, const std::string& of) {
  std::string made;
  const std::vector<int>& keys = table.ownership.keys;
  for (size_t level = 0; level < keys.size(); ++level) {
    if (keys[level] < 0) continue;
    const std::string declared = keys.size() == 1 && !term.empty() ? term : declared_term(policy, level);
    if (declared.empty()) return {};
    const Column& column = table.columns[static_cast<size_t>(keys[level])];
    const std::string name = of + identifier(column.name);
    const bool mixed = table.ownership.owner_class == OwnerClass::kMixed;
    made += std::string(made.empty() ? "" : " AND ") + (mixed ? "(" + name + " IS NULL OR " : "") + name + " = " +
            cast_to(declared, column.type) + (mixed ? ")" : "");
  }
  return made;
}

std::string predicate_of(const Table& table, const Policy& policy, const std::string& term, const std::string& of, int depth) {
  if (table.ownership.owner_class != OwnerClass::kVia) return keys_predicate(table, policy, term, of);
  if (table.ownership.parents.empty() || depth > 4) return {};
  const ForeignKey& key = table.foreign_keys[static_cast<size_t>(table.ownership.parents[0])];
  if (key.target == nullptr || key.columns.size() != key.target_columns.size()) return {};
  const std::string alias = "p" + (depth == 0 ? std::string() : std::to_string(depth + 1));
  const std::string inner = predicate_of(*key.target, policy, term, alias + ".", depth + 1);
  if (inner.empty()) return {};
  std::string join;
  for (size_t i = 0; i < key.columns.size(); ++i)
    join += alias + "." + identifier(key.target->columns[static_cast<size_t>(key.target_columns[i])].name) + " = " +
            (of.empty() ? identifier(table.name) + "." : of) + identifier(table.columns[static_cast<size_t>(key.columns[i])].name) + " AND ";
  return "EXISTS (SELECT 1 FROM " + identifier(*key.target) + " " + alias + " WHERE " + join + inner + ")";
}

}  // namespace

std::string session_term(const Policy& policy, const std::vector<RowProof>& proofs) {
  if (const std::string declared = declared_term(policy, 0); !declared.empty()) return declared;
  std::map<std::string, int> votes;
  for (const RowProof& proof : proofs)
    if (is_session_term(proof.term)) ++votes[proof.term];
  std::string best;
  for (const auto& [term, count] : votes)
    if (best.empty() || count > votes[best]) best = term;
  return best;
}

std::string tenant_predicate(const Table& table, const Policy& policy, const std::string& term) {
  return predicate_of(table, policy, term, {}, 0);
}

std::string policy_fix(const RowProof& proof, const Policy& policy, const std::string& term) {
  if (proof.policy == nullptr || proof.verdict != Verdict::kRefuted) return {};
  const std::string own = term_of(*proof.policy, policy);
  const std::string predicate = tenant_predicate(*proof.table, policy, own.empty() ? term : own);
  if (predicate.empty()) return {};
  return "ALTER POLICY " + identifier(proof.policy->name) + " ON " + identifier(*proof.table) +
         (proof.written ? " WITH CHECK (" : " USING (") + predicate + ")";
}

}  // namespace ringfence::row_security
