// GitLab's Code Quality report: the widget of a merge request.
#include <nlohmann/json.hpp>

#include "lint/report/wording.h"
#include "ringfence/render.h"

namespace ringfence {

namespace {

std::string_view severity_of(Severity severity) {
  switch (severity) {
    case Severity::kError: return "critical";
    case Severity::kWarning: return "major";
    case Severity::kNote: return "minor";
    default: return "info";
  }
}

}  // namespace

std::string render_gitlab(const Report& report) {
  using Json = nlohmann::ordered_json;
  Json all = Json::array();
  for (const ReportedFinding* one : report::open_findings(report)) {
    const Place at = one->finding.at;
    Json lines = {{"begin", at ? at.source->position(at.span.begin).line : 1}};
    if (at) lines["end"] = at.source->position(at.span.end).line;
    all.push_back({{"description", report::message_of(one->finding)},
                   {"check_name", one->finding.rule},
                   {"fingerprint", one->fingerprint},
                   {"severity", severity_of(one->finding.severity)},
                   {"location", {{"path", at ? at.source->path() : "."}, {"lines", lines}}}});
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence
