// The pipeline.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <set>
#include <tuple>

#include "lint/engine/judge_commitments.h"
#include "lint/engine/open_code.h"
#include "lint/engine/prioritize.h"
#include "ringfence/engine.h"
#include "ringfence/observed_check.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

bool named(const std::vector<std::string>& list, const Rule& rule) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& name) { return name == rule.id || name == rule.family; });
}

// Statements of a file that were read; of migrations there is no list, so they are cut again.
size_t statements_read(const Project& project, const Facts& facts, const Source& source) {
  const auto is_this = [&](const SourcePtr& one) { return one.get() == &source; };
  if (std::any_of(project.query_sources.begin(), project.query_sources.end(), is_this))
    return static_cast<size_t>(
        std::count_if(facts.statements.begin(), facts.statements.end(), [&](const Statement& one) {
          return one.at.source == &source && !one.unknown_because.starts_with("could not be read");
        }));
  const size_t cut = read_sql_file(source, SqlFileKind::kMigration).statements.size();
  const auto unread =
      static_cast<size_t>(std::count_if(facts.unread_inputs.begin(), facts.unread_inputs.end(),
                                        [&](const UnreadInput& one) { return one.at.source == &source; }));
  return cut > unread ? cut - unread : 0;
}

bool is_off(const Policy& policy, const char* name) {
  const auto own = policy.rules.find(name);
  return own != policy.rules.end() && own->second.severity == Severity::kOff;
}

// A file that is no SQL at all says nothing about tenants, and must not look like one that is clean: not even where only
// other rules are asked for.
std::vector<std::string> unreadable_files(const Project& project, const Facts& facts, const Report& report) {
  std::vector<std::string> lines;
  if (is_off(project.policy, "input-unparsed") || is_off(project.policy, "input")) return lines;
  const auto is_in_database = [&](const Source& source) { return project.database && source.path().starts_with(project.database->name + "/"); };
  std::vector<const Source*> seen;
  for (const UnreadInput& unread : facts.unread_inputs) {
    const Source* source = unread.at.source;
    if (source == nullptr || !unread.newer_syntax.empty() || is_in_database(*source) || std::find(seen.begin(), seen.end(), source) != seen.end())
      continue;
    seen.push_back(source);
    const bool allowed = std::any_of(report.findings.begin(), report.findings.end(), [&](const ReportedFinding& one) {
      return one.suppression && one.finding.rule == "input-unparsed" && one.finding.at.source == source;
    });
    if (allowed) continue;
    if (engine::is_code(source->path())) lines.push_back(source->path() + ": nothing in it could be read as C++");
    else if (statements_read(project, facts, *source) == 0) lines.push_back(source->path() + ": nothing in it could be read as SQL");
  }
  return lines;
}

}  // namespace

std::vector<std::string> rule_names() {
  std::set<std::string> names;
  for (const Rule& rule : all_rules()) {
    names.emplace(rule.id);
    names.emplace(rule.family);
  }
  return {names.begin(), names.end()};
}

Severity effective_severity(const Rule& rule, const Policy& policy, const CheckOptions& options) {
  if ((!options.only.empty() && !named(options.only, rule)) || named(options.except, rule)) return Severity::kOff;
  if (const auto own = policy.rules.find(std::string(rule.id)); own != policy.rules.end()) return own->second.severity;
  if (const auto family = policy.rules.find(std::string(rule.family)); family != policy.rules.end())
    return family->second.severity;
  return rule.severity;
}

std::vector<Finding> run_rules(const Facts& facts, const Policy& policy, const CheckOptions& options,
                               bool about_allows) {
  std::vector<Finding> all;
  for (const Rule& rule : all_rules()) {
    const Severity severity = effective_severity(rule, policy, options);
    // allow-* rules speak about what the other findings left unused.
    if (severity == Severity::kOff || (rule.family == "allow") != about_allows) continue;
    Findings findings(rule.id, severity);
    rule.run(facts, findings);
    for (Finding& finding : findings.all()) all.push_back(std::move(finding));
  }
  // A text of C++ that is sent from several places, or has several variants, is wrong once.
  std::set<std::tuple<std::string, const Source*, uint32_t, std::string>> seen;
  std::erase_if(all, [&](const Finding& one) {
    return one.at && !seen.emplace(one.rule, one.at.source, one.at.span.begin, one.what).second;
  });
  return all;
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return fmt::format("{:04}-{:02}-{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

Report check_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  Facts facts;
  return check_project(project, options, progress, facts);
}

Report check_project(const Project& project, const CheckOptions& options, const Progress& progress, Facts& facts) {
  const auto start = std::chrono::steady_clock::now();
  facts = observe_project(project, options, progress);
  std::vector<Finding> findings = run_rules(facts, project.policy, options, false);
  Report report = make_report(std::move(findings), facts, project.policy, options, project.database ? &project.database->use : nullptr);
  engine::prioritize(report, facts, project.columns);
  engine::judge_commitments(report, facts, project.policy, options);
  report.unreadable = unreadable_files(project, facts, report);
  report.coverage.schema_files = static_cast<int>(project.database ? project.migrations.size() : project.schema_sources.size());
  if (project.database) report.coverage.database = project.database->name;
  if (project.database) report.coverage.executed_statements = static_cast<int>(project.database->statements.size());
  report.coverage.query_files = static_cast<int>(project.query_sources.size());
  report.coverage.code = project.code.coverage;
  report.coverage.code.log_statements = facts.log_statements;
  report.coverage.unread_files = static_cast<int>(project.trouble.size() + report.unreadable.size());
  for (const auto& table : project.catalog->tables) {
    ++report.coverage.tables;
    report.coverage.owned_tables += table->belongs_to_tenant();
    report.coverage.unclassified_tables += table->ownership.owner_class == OwnerClass::kUnclassified;
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace ringfence
