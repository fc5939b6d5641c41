// The pipeline.
#include <algorithm>
#include <chrono>

#include "ringfence/engine.h"

namespace ringfence {

namespace {

bool named(const std::vector<std::string>& list, const Rule& rule) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& name) { return name == rule.id || name == rule.family; });
}

}  // namespace

Severity effective_severity(const Rule& rule, const Policy& policy, const CheckOptions& options) {
  if ((!options.only.empty() && !named(options.only, rule)) || named(options.except, rule)) return Severity::kOff;
  if (const auto own = policy.rules.find(std::string(rule.id)); own != policy.rules.end()) return own->second.severity;
  if (const auto family = policy.rules.find(std::string(rule.family)); family != policy.rules.end()) return family->second.severity;
  return rule.severity;
}

std::vector<Finding> run_rules(const Facts& facts, const Policy& policy, const CheckOptions& options, bool about_allows) {
  std::vector<Finding> all;
  for (const Rule& rule : all_rules()) {
    const Severity severity = effective_severity(rule, policy, options);
    // allow-* rules speak about what the other findings left unused.
    if (severity == Severity::kOff || (rule.family == "allow") != about_allows) continue;
    Findings findings(rule.id, severity);
    rule.run(facts, findings);
    for (Finding& finding : findings.all()) all.push_back(std::move(finding));
  }
  return all;
}

Report check_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  Facts facts = observe_project(project, options, progress);
  std::vector<Finding> findings = run_rules(facts, project.policy, options, false);
  Report report = make_report(std::move(findings), facts, project.policy, options);
  report.coverage.schema_files = static_cast<int>(project.schema_sources.size());
  report.coverage.query_files = static_cast<int>(project.query_sources.size());
  report.coverage.unread_files = static_cast<int>(project.trouble.size());
  for (const auto& table : project.catalog->tables) {
    ++report.coverage.tables;
    report.coverage.owned_tables += table->is_owned();
    report.coverage.unclassified_tables += table->ownership.owner_class == OwnerClass::kUnclassified;
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace ringfence
