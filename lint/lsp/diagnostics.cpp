#include "lint/lsp/diagnostics.h"

namespace ringfence::lsp {

namespace {

int severity_of(Severity severity) {
  switch (severity) {
    case Severity::kError: return 1;
    case Severity::kWarning: return 2;
    case Severity::kNote: return 3;
    default: return 4;
  }
}

}  // namespace

Json diagnostic_json(const Finding& finding, const FileReport& report, const ClientFacts& client) {
  Json made = {{"range", range_json(*finding.at.source, finding.at.span, client.encoding)},
               {"severity", severity_of(finding.severity)},
               {"code", finding.rule},
               {"source", "ringfence"},
               {"message", finding.advice.empty() ? finding.what : finding.what + "\nhelp: " + finding.advice}};
  if (client.takes_code_links)
    if (const std::string link = manual_link(client, finding.rule); !link.empty()) made["codeDescription"] = {{"href", link}};
  if (finding.rule == "allow-unused" || finding.rule == "allow-expired") made["tags"] = {1};  // Unnecessary
  if (!client.takes_related) return made;
  Json related = Json::array();
  for (const Label& label : finding.why) {
    const bool is_here = label.at.source->path() == report.text->path();
    related.push_back({{"location",
                        {{"uri", uri_of(is_here ? report.path : label.at.source->path())},
                         {"range", range_json(*label.at.source, label.at.span, client.encoding)}}},
                       {"message", label.text}});
  }
  if (!related.empty()) made["relatedInformation"] = std::move(related);
  return made;
}

Json diagnostics_json(const std::optional<FileReport>& report, const ClientFacts& client) {
  Json all = Json::array();
  if (!report) return all;
  for (const ReportedFinding& one : report->report.findings)
    if (!one.suppression) all.push_back(diagnostic_json(one.finding, *report, client));
  return all;
}

}  // namespace ringfence::lsp
