#include "lint/row_security/evaluate.h"

#include <algorithm>
#include <cctype>

#include "lint/row_security/holes.h"
#include "lint/row_security/policy_statement.h"
#include "lint/row_security/roles.h"
#include "lint/row_security/solver.h"
#include "ringfence/row_security.h"

namespace ringfence::row_security {

namespace {

constexpr size_t kDeepest = 8;

}  // namespace

Evaluator::Evaluator(const Catalog& catalog, const Policy& policy) : catalog_(catalog), policy_(policy), trusted_(policy) {
  // Where only parameters are declared, nobody has said what stands for the tenant in a session: any setting may.
  std::vector<std::vector<Setting>>& terms = trusted_.tenant.terms;
  const auto names_parameters = [](const std::vector<Setting>& level) {
    return std::all_of(level.begin(), level.end(), [](const Setting& term) { return is_parameter(term.value); });
  };
  if (std::all_of(terms.begin(), terms.end(), names_parameters)) terms.clear();
  for (std::vector<Setting>& level : terms) {
    std::erase_if(level, [](const Setting& term) { return is_editable(term.value); });
    // A level without terms would trust anything.
    if (level.empty()) level.push_back({"'no term'", {}});
  }
}

std::vector<const SqlText*> restrictive_parts(const Catalog& catalog, const RowProof& of) {
  std::vector<const SqlText*> parts;
  for (const RowPolicy& policy : of.table->row_policies)
    if (!policy.permissive && policy.outdated_name.empty() && is_for(policy, of.command) && applies_to(catalog, policy, of.role))
      if (const SqlText* text = deciding_text(policy, of.written)) parts.push_back(text);
  return parts;
}

const Evaluated& Evaluator::evaluate(const Table& table, RowCommand command, const std::string& role, bool written) {
  const auto [known, is_new] = known_.try_emplace({&table, command, role, written});
  Evaluated& made = known->second;
  RowProof& proof = made.proof;
  if (!is_new) return made;
  proof.table = &table;
  proof.command = command;
  proof.written = written;
  proof.role = role;
  if (!table.rls_enabled) {
    proof.verdict = made.isolated = Verdict::kRefuted;
    proof.hole = RowProof::Hole::kNoSecurity;
    return made;
  }
  const bool bypassed = bypasses(catalog_, role);
  if (bypassed || (!table.rls_forced && owns(catalog_, role, table))) {
    proof.verdict = made.isolated = Verdict::kRefuted;
    proof.hole = RowProof::Hole::kBypassed;
    proof.detail = "role '" + role + (bypassed ? "' bypasses row-level security" : "' owns the table, and it is not forced");
    return made;
  }
  // Until it is known: policies that read their own table are an error when they run.
  proof.verdict = made.isolated = Verdict::kUnknown;
  proof.detail = "its policies read the table itself";
  Evaluated all;
  all.proof = proof;
  all.proof.verdict = Verdict::kProven;
  all.proof.detail.clear();
  const std::vector<const SqlText*> restrictive = restrictive_parts(catalog_, all.proof);
  bool first = true;
  for (const RowPolicy& policy : table.row_policies) {
    const SqlText* text = deciding_text(policy, written);
    if (!policy.permissive || text == nullptr || !is_for(policy, command) || !applies_to(catalog_, policy, role)) continue;
    std::vector<const SqlText*> parts{text};
    parts.insert(parts.end(), restrictive.begin(), restrictive.end());
    const std::string term = all.proof.term;
    judge(all, policy, parts);
    // Policies of two settings let the rows of two tenants through.
    if (!first && term != all.proof.term) all.proof.term.clear();
    first = false;
  }
  return known_[{&table, command, role, written}] = std::move(all);
}

void Evaluator::judge(Evaluated& made, const RowPolicy& permissive, const std::vector<const SqlText*>& parts) {
  if (!permissive.outdated_name.empty()) {
    made.isolated = std::max(made.isolated, Verdict::kUnknown);
    if (made.proof.verdict >= Verdict::kUnknown) return;
    made.proof.verdict = Verdict::kUnknown;
    made.proof.policy = &permissive;
    made.proof.detail = "it was written before '" + permissive.outdated_name + "' got another name";
    return;
  }
  const Table& table = *made.proof.table;
  const SqlText text = statement_of("SELECT 1 FROM " + identifier(table.schema) + "." + identifier(table.name), parts);
  const auto [known, is_new] = proved_.try_emplace({made.proof.role, made.proof.written, text.text});
  if (is_new) known->second = prove(text, made.proof.role, made.proof.written);
  const Outcome& outcome = known->second;
  if (made.isolated < outcome.isolated) {
    made.isolated = outcome.isolated;
    made.isolated_because = outcome.isolated_because;
  }
  made.proof.term = outcome.proof.term;
  if (outcome.proof.verdict <= made.proof.verdict) return;
  made.proof.verdict = outcome.proof.verdict;
  made.proof.hole = outcome.proof.hole;
  made.proof.detail = outcome.proof.detail;
  made.proof.detail_at = outcome.proof.detail_at;
  made.proof.policy = &permissive;
  made.proof.by_check = made.proof.written && permissive.check_sql != nullptr;
}

SqlBinder& Evaluator::binder() {
  while (binders_.size() <= depth_) binders_.push_back(std::make_unique<SqlBinder>(catalog_));
  return *binders_[depth_];
}

Evaluator::Outcome Evaluator::prove(const SqlText& text, const std::string& role, bool written) {
  Outcome outcome;
  outcome.proof.verdict = outcome.isolated = Verdict::kUnknown;
  if (depth_ >= kDeepest) {
    outcome.proof.detail = "its policies read tables whose policies read tables, and so on";
    return outcome;
  }
  const BoundStatement bound = binder().bind_opened(text);
  if (bound.problem) {
    outcome.proof.detail = "it could not be read: " + bound.problem->what;
    return outcome;
  }
  ++depth_;
  const Facts facts = facts_of(*bound.query, trusted_, {role, written});
  classify(*bound.query, facts, {role, written}, outcome);
  --depth_;
  return outcome;
}

// Policies look at other tables as the same role: what those close stays closed.
RowClosure Evaluator::inner_closure(const Query& query, const Table& table, const Relation* relation, const Subject& subject) {
  const bool is_subject = relation != nullptr && relation != query.relations.data() && relation->definer == nullptr &&
                          relation->owner_view == nullptr;
  RowClosure closure;
  if (relation == query.relations.data() && subject.written) closure.term = kNewRow;
  if (!is_subject || !table.rls_enabled) return closure;
  const Evaluated& inner = evaluate(table, RowCommand::kSelect, subject.role, false);
  closure.verdict = std::max(inner.isolated, inner.proof.verdict);
  closure.term = inner.proof.term;
  closure.hole = inner.proof.detail;
  return closure;
}

Facts Evaluator::facts_of(const Query& query, const Policy& policy, const Subject& subject) {
  const IsolationProver prover(catalog_, policy, false,
                               [&](const Query& of, const Table& table, const Relation* relation, RowCommand, bool) {
                                 return inner_closure(of, table, relation, subject);
                               });
  return prover.prove(query);
}

bool Evaluator::rests_on_editable_claims(const Query& query, const Subject& subject) {
  Policy believing = trusted_;
  if (believing.tenant.terms.empty()) believing.tenant.terms.emplace_back();
  bool any = false;
  for (const Expression& expression : query.expressions) {
    if (expression.kind != ExpressionKind::kStable || !is_editable(expression.text)) continue;
    any = true;
    for (std::vector<Setting>& level : believing.tenant.terms) level.push_back({std::string(expression.text), {}});
  }
  if (!any) return false;
  const Facts facts = facts_of(query, believing, subject);
  return !facts.relation_uses.empty() && facts.relation_uses[0].proof.verdict <= Verdict::kConditional;
}

void Evaluator::classify(const Query& query, const Facts& facts, const Subject& subject, Outcome& outcome) {
  RowProof& proof = outcome.proof;
  if (facts.relation_uses.empty()) {
    proof.detail = "the table could not be found";
    return;
  }
  const RelationUse& use = facts.relation_uses[0];
  proof.verdict = outcome.isolated = use.proof.verdict;
  Verdict worst_inside = Verdict::kProven;
  for (size_t i = 1; i < facts.relation_uses.size(); ++i)
    if (const RelationUse& inner = facts.relation_uses[i]; inner.proof.verdict > worst_inside && inner.table->is_owned()) {
      worst_inside = inner.proof.verdict;
      outcome.isolated = std::max(outcome.isolated, worst_inside);
      outcome.isolated_because = "a policy looks at rows of '" + inner.table->display_name() + "' that nothing ties to the tenant";
    }
  if (proof.verdict == Verdict::kProven) proof.term = use.proof.term;
  if (proof.verdict <= Verdict::kConditional) return;
  const Solution solution = solve(query, *use.table, trusted_);
  if (solution.answer == Solution::Answer::kClosed) {
    proof.verdict = Verdict::kProven;
    proof.term = solution.term;
    outcome.isolated = worst_inside;
    return;
  }
  const bool solution_is_open = solution.answer == Solution::Answer::kOpen;
  if (proof.verdict == Verdict::kUnknown && !solution_is_open) {
    proof.detail = use.proof.detail;
    return;
  }
  proof.verdict = outcome.isolated = Verdict::kRefuted;
  if (rests_on_editable_claims(query, subject)) {
    proof.hole = RowProof::Hole::kEditableClaim;
    name_editable_claim(query, proof);
    return;
  }
  const std::string why = solution_is_open ? std::string() : what_is_not_followed(query, use);
  if (!why.empty()) {
    proof.verdict = outcome.isolated = Verdict::kUnknown;
    proof.detail = why;
    return;
  }
  proof.hole = fails_open(query, use) ? RowProof::Hole::kFailsOpen : RowProof::Hole::kOpen;
  proof.detail = describe_hole(use);
  proof.detail_at = use.proof.detail_at;
}

}  // namespace ringfence::row_security
