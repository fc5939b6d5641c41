// A summary of one screen for a pull request or a job: how much, what to do first, and how far the proofs reached.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/report/wording.h"
#include "ringfence/render.h"

namespace ringfence {

namespace {

constexpr size_t kFirst = 10;

std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (std::string_view("|*_`<>[]\\").find(c) != std::string_view::npos) made += '\\';
    made += c == '\n' || c == '\r' ? ' ' : c;
  }
  return made;
}

std::string first_of(std::vector<const ReportedFinding*> findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const auto* a, const auto* b) { return a->priority.score > b->priority.score; });
  std::string out = "\n### Look at these first\n\n";
  for (size_t i = 0; i < std::min(kFirst, findings.size()); ++i) {
    const Finding& finding = findings[i]->finding;
    const std::string where = finding.at ? fmt::format("{}:{}", finding.at.source->path(), finding.at.source->position(finding.at.span.begin).line) : "";
    out += fmt::format("{}. **{}** {}: {}", i + 1, finding.rule, escaped(where), escaped(finding.what));
    if (!finding.advice.empty()) out += fmt::format(". Help: {}", escaped(finding.advice));
    if (!findings[i]->priority.because.empty()) out += fmt::format(" ({})", escaped(findings[i]->priority.because));
    out += "\n";
  }
  if (findings.size() > kFirst) out += fmt::format("\n… and {} more.\n", findings.size() - kFirst);
  return out;
}

std::string by_rule(const std::vector<const ReportedFinding*>& findings) {
  std::map<std::string, std::pair<Severity, int>> counts;
  for (const ReportedFinding* one : findings) {
    auto& [severity, count] = counts[one->finding.rule];
    severity = std::max(severity, one->finding.severity);
    ++count;
  }
  std::string out = "\n| rule | severity | findings |\n| --- | --- | ---: |\n";
  for (const auto& [rule, count] : counts) out += fmt::format("| {} | {} | {} |\n", rule, to_string(count.first), count.second);
  return out;
}

}  // namespace

std::string render_markdown(const Report& report) {
  const std::vector<const ReportedFinding*> open = report::open_findings(report);
  std::string out = fmt::format("## ringfence: {}\n", report::counts_of(report));
  if (!open.empty()) out += first_of(open) + by_rule(open);
  const Coverage& c = report.coverage;
  out += fmt::format("\n{} statements, {} uses of owned tables: {} proven, {} given consistent foreign keys, {} refuted, {} unknown.",
                     c.statements, c.relation_uses, c.proven, c.conditional, c.refuted, c.unknown);
  if (c.unread_statements + c.unread_files > 0) out += fmt::format(" {} statements and {} files could not be read.", c.unread_statements, c.unread_files);
  if (c.code.units > 0) out += fmt::format(" C++: {} units, {} texts of SQL.", c.code.units + c.code.units_skipped, c.code.texts);
  if (report.baseline_known > 0) out += fmt::format(" {} findings are accepted by the baseline.", report.baseline_known);
  if (report.unchanged > 0) out += fmt::format(" {} were there before this change.", report.unchanged);
  return out + "\n";
}

}  // namespace ringfence
