#include "lint/cli/witness_search.h"

#include <algorithm>

#include "ringfence/row_security.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::cli {

namespace {

Facts facts_of(const Facts& all, int statement) {
  Facts facts;
  facts.statements.push_back(all.statements[static_cast<size_t>(statement)]);
  const auto take = [&](const auto& from, auto& to) {
    for (const auto& one : from)
      if (one.statement == statement) to.push_back(one);
  };
  take(all.relation_uses, facts.relation_uses);
  take(all.inserted_rows, facts.inserted_rows);
  return facts;
}

// The texts that stand at a place; of C++ with the names of what is bound, which terms go by.
std::vector<SqlText> texts_at(const Project& project, Place at) {
  std::vector<SqlText> texts;
  for (const CodeStatement& code : project.code.statements) {
    if (code.text.source != at.source || code.text.host != at.span) continue;
    texts.push_back(code.text);
    for (const BoundArgument& argument : code.arguments)
      for (Placeholder& placeholder : texts.back().placeholders)
        if (placeholder.number == argument.number) placeholder.name = argument.name;
  }
  if (!texts.empty()) return texts;
  for (SqlText& one : read_sql_file(*at.source, SqlFileKind::kQueries).statements)
    if (one.host == at.span) texts.push_back(std::move(one));
  return texts;
}

bool contains(Place outer, Place inner) {
  return outer.source == inner.source && outer.span.begin <= inner.span.begin && inner.span.end <= outer.span.end;
}

// Of a policy that is open: a row of another tenant that it lets through.
std::vector<FoundWitness> policy_witnesses(const Project& project, const RowSecurity& security, const std::vector<RowProof>& proofs,
                                           WitnessFinder& finder) {
  std::vector<FoundWitness> found;
  SqlBinder binder(*project.catalog);
  const IsolationProver prover(*project.catalog, project.policy);
  for (const RowProof& proof : proofs) {
    FoundWitness one{proof.policy->declared_at, std::nullopt, "the policy could not be read again"};
    const std::optional<SqlText> rows = security.rows_let_through(proof);
    const BoundStatement bound = rows ? binder.bind(*rows) : BoundStatement();
    if (bound.query != nullptr) one.witness = finder.find(*rows, prover.prove(*bound.query), one.why_not);
    found.push_back(std::move(one));
  }
  return found;
}

// One proof for each policy that is open at a wanted place.
std::vector<RowProof> open_policies(const RowSecurity& security, const std::function<bool(Place)>& wanted) {
  Facts facts;
  security.add_facts(facts);
  std::vector<RowProof> chosen;
  for (const RowProof& proof : facts.row_proofs) {
    const bool known = std::any_of(chosen.begin(), chosen.end(), [&](const RowProof& one) { return one.policy == proof.policy; });
    if (!known && proof.policy != nullptr && proof.verdict == Verdict::kRefuted && wanted(proof.policy->declared_at))
      chosen.push_back(proof);
  }
  return chosen;
}

}  // namespace

std::vector<FoundWitness> find_witnesses(const Project& project, const WitnessOptions& options,
                                         const std::function<bool(Place)>& wanted, const Progress& progress) {
  const Facts facts = observe_project(project, {});
  std::vector<int> chosen;
  for (size_t i = 0; i < facts.statements.size(); ++i) {
    const Statement& statement = facts.statements[i];
    // A bulk command takes in all rows by what it is: there is nothing to look for.
    if (!statement.in_routine && statement.kind != StatementKind::kBulk && statement.at &&
        statement.verdict == Verdict::kRefuted && wanted(statement.at))
      chosen.push_back(static_cast<int>(i));
  }
  const RowSecurity security(*project.catalog, project.policy);
  const std::vector<RowProof> policies = open_policies(security, wanted);
  if (chosen.empty() && policies.empty()) return {};
  WitnessFinder finder(*project.catalog, project.policy, options);
  std::vector<FoundWitness> found = policy_witnesses(project, security, policies, finder);
  for (const int index : chosen) {
    if (progress) progress("witnesses", found.size(), chosen.size() + policies.size());
    const Place at = facts.statements[static_cast<size_t>(index)].at;
    FoundWitness one{at, std::nullopt, "the statement could not be read again"};
    for (const SqlText& text : texts_at(project, at)) {
      one.witness = finder.find(text, facts_of(facts, index), one.why_not);
      if (one.witness) break;
    }
    found.push_back(std::move(one));
  }
  return found;
}

void attach_witnesses(Report& report, const std::vector<FoundWitness>& witnesses) {
  for (const FoundWitness& one : witnesses) {
    if (!one.witness) continue;
    const auto finding =
        std::find_if(report.findings.begin(), report.findings.end(), [&](const ReportedFinding& reported) {
          return !reported.suppression && reported.finding.severity >= Severity::kWarning &&
                 contains(one.statement, reported.finding.at);
        });
    if (finding != report.findings.end()) finding->witness = one.witness;
  }
}

}  // namespace ringfence::cli
