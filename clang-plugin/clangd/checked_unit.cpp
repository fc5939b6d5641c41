#include "clang-plugin/clangd/checked_unit.h"

#include "clang-plugin/clangd/nolint.h"

namespace ringfence::clangd {

namespace {

int weight(Severity severity) {
  switch (severity) {
    case Severity::kError: return 1;
    case Severity::kWarning: return 2;
    default: return 3;
  }
}

}  // namespace

CheckedUnitPtr check_unit(tidy::DeferredUnit unit) {
  auto made = std::make_shared<CheckedUnit>();
  made->report = unit.project->check(std::move(unit.unit), std::move(unit.text));
  Nolint nolint(made->text());
  for (const ReportedFinding& one : made->report->report.findings) {
    const Finding& finding = one.finding;
    const auto rule = unit.rules.find(finding.rule);
    if (one.suppression || finding.at.source != made->report->source || rule == unit.rules.end()) continue;
    if (!nolint.hides("ringfence-" + finding.rule, finding.at.span.begin))
      made->findings.push_back({&finding, rule->second ? 1 : weight(finding.severity)});
  }
  return made;
}

}  // namespace ringfence::clangd
