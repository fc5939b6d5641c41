// The proofs of a project's policies, as statements and rules ask for them.
#include "ringfence/row_security.h"

#include <algorithm>

#include "lint/row_security/evaluate.h"
#include "lint/row_security/fixes.h"
#include "lint/row_security/policy_statement.h"
#include "lint/row_security/roles.h"

namespace ringfence {

using namespace row_security;

namespace {

struct Aspect {
  RowCommand command;
  bool written;
};
constexpr Aspect kAspects[] = {{RowCommand::kSelect, false}, {RowCommand::kUpdate, false}, {RowCommand::kDelete, false},
                               {RowCommand::kInsert, true},  {RowCommand::kUpdate, true}};

bool has_owner(const Table& table) { return table.is_owned() && table.ownership.owner_class != OwnerClass::kSchema; }

bool has_policy(const Table& table) {
  return std::any_of(table.row_policies.begin(), table.row_policies.end(), [](const RowPolicy& one) { return one.permissive; });
}

// Partitions are reached through their parent, whose policies count then.
bool is_judged(const Table& table) {
  return has_owner(table) && (table.kind == Table::Kind::kTable || table.kind == Table::Kind::kPartitioned);
}

}  // namespace

struct RowSecurity::Impl {
  Impl(const Catalog& the_catalog, const Policy& the_policy);

  const Catalog& catalog;
  const Policy& policy;
  bool in_use = false;
  std::vector<std::string> roles;
  Evaluator evaluator;
  std::map<std::tuple<const Table*, RowCommand, bool>, RowClosure> closures;  ///< For the application, whatever its role.
  std::vector<RowProof> proofs;
  std::string term;  ///< The session's tenant, as policies would write it.

  void prove(const Table& table);
  void add_to_closure(const Evaluated& evaluated, bool written);
  std::vector<std::string> security_fix(const Table& table) const;
};

RowSecurity::Impl::Impl(const Catalog& the_catalog, const Policy& the_policy)
    : catalog(the_catalog), policy(the_policy), evaluator(the_catalog, the_policy) {
  for (const auto& table : catalog.tables)
    in_use = in_use || (has_owner(*table) && (table->rls_enabled || !table->row_policies.empty()));
  in_use = in_use || policy.tenant.enforce_rls;
  if (!in_use) return;
  roles = application_roles(catalog, policy);
  for (const auto& table : catalog.tables)
    if (has_owner(*table)) prove(*table);
  term = session_term(policy, proofs);
  for (RowProof& proof : proofs) proof.fix = policy_fix(proof, policy, term);
}

void RowSecurity::Impl::prove(const Table& table) {
  for (const std::string& role : roles)
    for (const auto& [command, written] : kAspects) {
      const Evaluated& evaluated = evaluator.evaluate(table, command, role, written);
      add_to_closure(evaluated, written);
      if (is_judged(table) && table.rls_enabled) proofs.push_back(evaluated.proof);
    }
}

void RowSecurity::Impl::add_to_closure(const Evaluated& evaluated, bool written) {
  const RowProof& proof = evaluated.proof;
  const auto [known, is_new] = closures.try_emplace({proof.table, proof.command, written});
  RowClosure& closure = known->second;
  if (is_new) {
    closure.verdict = Verdict::kProven;
    closure.term = proof.term;
    closure.left_to_it = policy.tenant.enforce_rls && !policy.tenant.enforce_queries;
  }
  if (closure.term != proof.term) closure.term.clear();
  const Verdict verdict = std::max(proof.verdict, evaluated.isolated);
  if (verdict <= closure.verdict && !is_new) return;
  closure.verdict = verdict;
  if (verdict <= Verdict::kConditional || proof.hole == RowProof::Hole::kNoSecurity) return;
  const std::string what = proof.verdict == verdict ? proof.detail : evaluated.isolated_because;
  closure.hole = proof.policy == nullptr ? what : "policy '" + proof.policy->name + "': " + what;
  closure.hole_at = proof.policy != nullptr ? proof.policy->declared_at : proof.table->declared_at;
}

RowSecurity::RowSecurity(const Catalog& catalog, const Policy& policy)
    : impl_(std::make_unique<const Impl>(catalog, policy)) {}

RowSecurity::~RowSecurity() = default;

bool RowSecurity::in_use() const { return impl_->in_use; }

namespace {

// Views and SECURITY DEFINER functions read as their owner does. Whoever that is owns, as a rule, the tables too.
RowClosure as_owner(const Table& table, const std::string& owner, const std::string& what) {
  RowClosure closure;
  if (!table.rls_enabled) return closure;
  const bool bound = table.rls_forced || owner != table.owner_role;
  closure.verdict = bound ? Verdict::kUnknown : Verdict::kRefuted;
  closure.hole = bound ? "whether row-level security binds the owner of " + what + " is not known"
                       : what + " runs with its owner's rights, whom row-level security does not bind";
  closure.hole_at = table.declared_at;
  return closure;
}

}  // namespace

RowClosure RowSecurity::closure(const Query& query, const Table& table, const Relation* relation, RowCommand command,
                                bool written) const {
  const View* view = relation == nullptr ? nullptr : relation->owner_view;
  // A view's own query, looked at by itself.
  if (view == nullptr)
    for (const auto& one : impl_->catalog.views)
      if (one->definition.get() == query.text && !one->security_invoker) view = one.get();
  const Routine* definer = relation == nullptr ? nullptr : relation->definer;
  if (definer == nullptr && query.routine != nullptr && query.routine->security_definer) definer = query.routine;
  const auto is_application = [&](const std::string& owner) {
    const auto& roles = impl_->roles;
    return !owner.empty() && roles.size() == 1 && roles[0] == owner;
  };
  if (view != nullptr && view->materialized) {
    RowClosure closure;
    if (table.rls_enabled) closure.hole = "materialized view '" + view->name + "' keeps rows that its policies never see";
    closure.hole_at = view->declared_at;
    return closure;
  }
  if (view != nullptr && !is_application(view->owner_role)) return as_owner(table, view->owner_role, "view '" + view->name + "'");
  if (view == nullptr && definer != nullptr && !is_application(definer->owner_role))
    return as_owner(table, definer->owner_role, "SECURITY DEFINER function '" + definer->name + "'");
  const auto known = impl_->closures.find({&table, command, written});
  return known == impl_->closures.end() ? RowClosure() : known->second;
}

RowClosures RowSecurity::closures() const {
  if (!in_use()) return {};
  return [this](const Query& query, const Table& table, const Relation* relation, RowCommand command, bool written) {
    return closure(query, table, relation, command, written);
  };
}

std::optional<SqlText> RowSecurity::rows_let_through(const RowProof& proof) const {
  if (proof.policy == nullptr || deciding_text(*proof.policy, proof.written) == nullptr) return std::nullopt;
  std::vector<const SqlText*> parts{deciding_text(*proof.policy, proof.written)};
  const std::vector<const SqlText*> restrictive = restrictive_parts(impl_->catalog, proof);
  parts.insert(parts.end(), restrictive.begin(), restrictive.end());
  return statement_of("SELECT * FROM " + identifier(proof.table->name), parts);
}

std::string RowSecurity::tenant_predicate(const Table& table) const {
  return row_security::tenant_predicate(table, impl_->policy, impl_->term);
}

std::vector<std::string> RowSecurity::Impl::security_fix(const Table& table) const {
  if (table.rls_enabled) return {"ALTER TABLE " + identifier(table) + " FORCE ROW LEVEL SECURITY"};
  const std::string enable = "ALTER TABLE " + identifier(table) + " ENABLE ROW LEVEL SECURITY";
  if (has_policy(table)) return {enable};
  if (table.kind == Table::Kind::kForeign) return {};  // PostgreSQL has none for them.
  // The policy first: a table that is enabled without one shows nobody anything.
  const std::string predicate = row_security::tenant_predicate(table, policy, term);
  if (predicate.empty()) return {};
  return {"CREATE POLICY tenant_isolation ON " + identifier(table) + " USING (" + predicate + ")", enable};
}

void RowSecurity::add_facts(Facts& facts) const {
  if (!in_use()) return;
  size_t judged = 0, enabled = 0;
  for (const auto& table : impl_->catalog.tables) {
    judged += is_judged(*table) ? 1 : 0;
    enabled += is_judged(*table) && table->rls_enabled ? 1 : 0;
  }
  for (const auto& table : impl_->catalog.tables) {
    // A foreign table cannot have any; that matters where nothing else keeps its rows apart.
    const bool is_open_for_good = has_owner(*table) && table->kind == Table::Kind::kForeign && impl_->policy.tenant.enforce_rls;
    if (!is_judged(*table) && !is_open_for_good) continue;
    TableSecurity security;
    security.table = table.get();
    security.required = impl_->policy.tenant.enforce_rls;
    security.expected = enabled >= 2 && enabled * 2 > judged;
    if (table->rls_enabled && !table->rls_forced && has_policy(*table)) {
      for (const std::string& role : impl_->roles)
        if (owns(impl_->catalog, role, *table)) security.unbound_role = role;
      if (impl_->policy.tenant.app_roles.empty() && security.unbound_role.empty()) security.unbound_role = "its owner";
    }
    security.fix = impl_->security_fix(*table);
    facts.table_securities.push_back(std::move(security));
  }
  facts.row_proofs.insert(facts.row_proofs.end(), impl_->proofs.begin(), impl_->proofs.end());
}

}  // namespace ringfence
