// Reviewdog's diagnostic format (rdjson). Its columns count bytes of UTF-8, from 1.
#include <nlohmann/json.hpp>

#include "lint/report/wording.h"
#include "ringfence/render.h"

namespace ringfence {

namespace {

using Json = nlohmann::ordered_json;

Json range_of(Place at) {
  const auto point = [&](uint32_t offset) {
    const Position position = at.source->position(offset);
    return Json{{"line", position.line}, {"column", position.column}};
  };
  return {{"start", point(at.span.begin)}, {"end", point(at.span.end)}};
}

Json location_of(Place at) {
  if (!at) return {{"path", "."}};
  return {{"path", at.source->path()}, {"range", range_of(at)}};
}

std::string_view severity_of(Severity severity) {
  return severity == Severity::kError ? "ERROR" : severity == Severity::kWarning ? "WARNING" : "INFO";
}

// A suggestion replaces one range of the file that the finding is in; changes of several places are no suggestion.
Json suggestions_of(const Finding& finding) {
  Json made = Json::array();
  for (const Fix& fix : finding.fixes)
    if (fix.edits.size() == 1 && fix.edits[0].at.source == finding.at.source)
      made.push_back({{"range", range_of(fix.edits[0].at)}, {"text", fix.edits[0].text}});
  return made;
}

}  // namespace

std::string render_rdjson(const Report& report) {
  Json diagnostics = Json::array();
  for (const ReportedFinding* one : report::open_findings(report)) {
    const Finding& finding = one->finding;
    Json made = {{"message", report::message_of(finding)},
                 {"location", location_of(finding.at)},
                 {"severity", severity_of(finding.severity)},
                 {"code", {{"value", finding.rule}}}};
    if (Json suggestions = suggestions_of(finding); !suggestions.empty()) made["suggestions"] = std::move(suggestions);
    for (const Label& label : finding.why)
      if (label.at) made["related_locations"].push_back({{"message", label.text}, {"location", location_of(label.at)}});
    diagnostics.push_back(std::move(made));
  }
  const Json document = {{"source", {{"name", "ringfence"}}}, {"diagnostics", diagnostics}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence
