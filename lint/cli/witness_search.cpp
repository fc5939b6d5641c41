#include "lint/cli/witness_search.h"

#include <algorithm>

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

bool contains(Place outer, Place inner) {
  return outer.source == inner.source && outer.span.begin <= inner.span.begin && inner.span.end <= outer.span.end;
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
  std::vector<FoundWitness> found;
  if (chosen.empty()) return found;
  WitnessFinder finder(*project.catalog, project.policy, options);
  for (const int index : chosen) {
    if (progress) progress("witnesses", found.size(), chosen.size());
    const Place at = facts.statements[static_cast<size_t>(index)].at;
    const SqlFile file = read_sql_file(*at.source, SqlFileKind::kQueries);
    const auto text = std::find_if(file.statements.begin(), file.statements.end(),
                                   [&](const SqlText& one) { return one.host == at.span; });
    FoundWitness one{at, std::nullopt, "the statement could not be read again"};
    if (text != file.statements.end()) one.witness = finder.find(*text, facts_of(facts, index), one.why_not);
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
