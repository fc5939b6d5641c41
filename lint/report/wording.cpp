#include "lint/report/wording.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace ringfence::report {

namespace {

std::string counted(int count, std::string_view noun) { return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s"); }

}  // namespace

std::string message_of(const Finding& finding) {
  return finding.advice.empty() ? finding.what : finding.what + ". Help: " + finding.advice + ".";
}

std::string labels_of(const Finding& finding) {
  std::string text;
  for (const Label& label : finding.why)
    if (label.at) text += fmt::format("\n{}:{}: {}", label.at.source->path(), label.at.source->position(label.at.span.begin).line, label.text);
  return text;
}

std::string counts_of(const Report& report) {
  const int errors = report.count(Severity::kError), warnings = report.count(Severity::kWarning), notes = report.count(Severity::kNote);
  if (errors + warnings + notes + report.count(Severity::kAudit) == 0) return "nothing found";
  return fmt::format("{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note"));
}

std::vector<const ReportedFinding*> open_findings(const Report& report) {
  std::vector<const ReportedFinding*> open;
  for (const ReportedFinding& one : report.findings)
    if (!one.suppression) open.push_back(&one);
  return open;
}

std::string for_xml(const std::string& text) {
  using Json = nlohmann::json;
  std::string valid = Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
  for (char& c : valid)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') c = ' ';
  return valid;
}

}  // namespace ringfence::report
