// Workflow commands of GitHub Actions: an annotation a finding.
#include <fmt/format.h>

#include "lint/report/wording.h"
#include "ringfence/render.h"

namespace ringfence {

namespace {

// What the runner decodes again; in properties also what separates them.
std::string escaped(std::string_view text, bool is_property) {
  std::string made;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    made += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return made;
}

std::string_view command_of(Severity severity) {
  return severity == Severity::kError ? "error" : severity == Severity::kWarning ? "warning" : "notice";
}

}  // namespace

std::string render_github(const Report& report) {
  std::string out;
  for (const ReportedFinding* one : report::open_findings(report)) {
    const Finding& finding = one->finding;
    out += fmt::format("::{} ", command_of(finding.severity));
    if (finding.at) {
      const Position begin = finding.at.source->position(finding.at.span.begin), end = finding.at.source->position(finding.at.span.end);
      out += fmt::format("file={},line={},endLine={},", escaped(finding.at.source->path(), true), begin.line, end.line);
      // The runner takes columns of one line only.
      if (begin.line == end.line) out += fmt::format("col={},endColumn={},", begin.utf16, end.utf16);
    }
    out += fmt::format("title={}::{}\n", escaped("ringfence " + finding.rule, true), escaped(report::message_of(finding) + report::labels_of(finding), false));
  }
  return out + fmt::format("ringfence: {}\n", report::counts_of(report));
}

}  // namespace ringfence
