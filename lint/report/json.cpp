// For scripts. The shape is documented in docs/configuration.md and only ever grows.
#include <nlohmann/json.hpp>

#include "lint/report/witness_json.h"
#include "ringfence/render.h"
#include "ringfence/version.h"

namespace ringfence {

namespace {

using Json = nlohmann::ordered_json;

Json place_of(Place at) {
  if (!at) return Json::object();
  const Position begin = at.source->position(at.span.begin);
  const Position end = at.source->position(at.span.end);
  return {{"path", at.source->path()},
          {"line", begin.line},
          {"column", begin.utf16},
          {"endLine", end.line},
          {"endColumn", end.utf16}};
}

std::string_view by_word(Suppression::Kind kind) {
  switch (kind) {
    case Suppression::Kind::kAllowComment: return "comment";
    case Suppression::Kind::kBaseline: return "baseline";
    case Suppression::Kind::kUnchanged: return "unchanged";
  }
  return {};
}

Json finding_of(const ReportedFinding& one) {
  Json made = {{"rule", one.finding.rule}, {"severity", to_string(one.finding.severity)}};
  made.update(place_of(one.finding.at));
  made["what"] = one.finding.what;
  made["why"] = Json::array();
  for (const Label& label : one.finding.why) {
    Json why = place_of(label.at);
    why["text"] = label.text;
    made["why"].push_back(why);
  }
  made["advice"] = one.finding.advice;
  made["fixes"] = Json::array();
  for (const Fix& fix : one.finding.fixes) {
    Json edits = Json::array();
    for (const Edit& edit : fix.edits) {
      Json change = place_of(edit.at);
      change["offset"] = edit.at.span.begin;
      change["length"] = edit.at.span.end - edit.at.span.begin;
      change["text"] = edit.text;
      edits.push_back(change);
    }
    made["fixes"].push_back({{"title", fix.title}, {"edits", edits}});
  }
  if (!one.finding.migration.empty()) made["migration"] = one.finding.migration;
  if (one.use) made["use"] = {{"calls", one.use->calls}, {"rows", one.use->rows}, {"milliseconds", one.use->milliseconds}};
  if (one.witness) made["witness"] = witness_json(*one.witness);
  made["fingerprint"] = one.fingerprint;
  made["priority"] = {{"score", one.priority.score}, {"because", one.priority.because}};
  if (one.suppression)
    made["suppressed"] = {{"by", by_word(one.suppression->kind)},
                          {"reason", one.suppression->reason}};
  return made;
}

Json commitment_of(const CommitmentState& one, const Report& report) {
  Json made = {{"pack", one.commitment.pack},     {"id", one.commitment.id},     {"clause", one.commitment.clause},
               {"promise", one.commitment.promise}, {"status", to_string(one.status)}, {"evidence", one.evidence}};
  made["findings"] = Json::array();
  for (const int i : one.findings) made["findings"].push_back(report.findings[static_cast<size_t>(i)].fingerprint);
  return made;
}

}  // namespace

std::string render_json(const Report& report) {
  const Coverage& c = report.coverage;
  Json document = {
      {"version", 1}, {"tool", {{"name", "ringfence"}, {"version", kVersion}}}, {"findings", Json::array()}};
  for (const ReportedFinding& one : report.findings) document["findings"].push_back(finding_of(one));
  document["coverage"] = {{"schemaFiles", c.schema_files},
                          {"queryFiles", c.query_files},
                          {"unreadFiles", c.unread_files},
                          {"tables", c.tables},
                          {"ownedTables", c.owned_tables},
                          {"unclassifiedTables", c.unclassified_tables},
                          {"statements", c.statements},
                          {"unreadStatements", c.unread_statements},
                          {"relationUses", c.relation_uses},
                          {"proven", c.proven},
                          {"conditional", c.conditional},
                          {"refuted", c.refuted},
                          {"unknown", c.unknown}};
  if (c.code.units > 0)
    document["coverage"]["code"] = {{"units", c.code.units},
                                    {"unitsSkipped", c.code.units_skipped},
                                    {"unitsWithErrors", c.code.units_with_errors},
                                    {"unitsLost", c.code.units_lost},
                                    {"calls", c.code.calls},
                                    {"callsWithoutText", c.code.calls_without_text},
                                    {"callsCutShort", c.code.calls_cut_short},
                                    {"texts", c.code.texts},
                                    {"literals", c.code.by_shape[0]},
                                    {"constants", c.code.by_shape[1]},
                                    {"concatenations", c.code.by_shape[2]},
                                    {"formats", c.code.by_shape[3]},
                                    {"withHoles", c.code.with_holes},
                                    {"byContent", c.code.by_content},
                                    {"logStatements", c.code.log_statements},
                                    {"elsewhere", c.code.elsewhere}};
  if (!report.commitments.empty()) document["commitments"] = Json::array();
  for (const CommitmentState& one : report.commitments) document["commitments"].push_back(commitment_of(one, report));
  document["unknown"] = Json::array();
  for (const UnknownStatement& one : report.unknown) {
    Json unknown = place_of(one.at);
    unknown["name"] = one.name;
    unknown["because"] = one.because;
    document["unknown"].push_back(unknown);
  }
  document["baselineGone"] = report.baseline_gone;
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence
