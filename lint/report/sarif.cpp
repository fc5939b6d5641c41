// SARIF 2.1.0 (OASIS). Artifact URIs are relative to the working directory where the file lies below it.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "lint/report/witness_json.h"
#include "lint/report/wording.h"
#include "ringfence/render.h"
#include "ringfence/rule.h"
#include "ringfence/version.h"

namespace ringfence {

namespace {

using Json = nlohmann::ordered_json;

std::string uri_of(const std::string& path) {
  constexpr std::string_view kServer = "postgres:";
  std::string uri = !path.empty() && path[0] == '/' ? "file://" : path.starts_with(kServer) ? std::string(kServer) : "";
  for (const char c : std::string_view(path).substr(path.starts_with(kServer) ? kServer.size() : 0)) {
    const bool plain =
        std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json region_of(Place at) {
  const Position begin = at.source->position(at.span.begin);
  const Position end = at.source->position(at.span.end);
  return {{"startLine", begin.line}, {"startColumn", begin.utf16},  {"endLine", end.line},
          {"endColumn", end.utf16},  {"byteOffset", at.span.begin}, {"byteLength", at.span.end - at.span.begin}};
}

Json physical(Place at) {
  return {{"artifactLocation", {{"uri", uri_of(at.source->path())}}}, {"region", region_of(at)}};
}

// What the standard offers: audit findings are for reviewers, kind "review" has no level.
std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kNote: return "note";
    default: return "none";
  }
}

Json rule_of(const Rule& rule) {
  Json tags = Json::array({rule.family});
  for (const int cwe : rule.cwe) tags.push_back(fmt::format("external/cwe/cwe-{}", cwe));
  Json controls = Json::array();
  for (const ControlMapping& control : rule.controls)
    controls.push_back(fmt::format("{} {}", control.framework, control.control));
  return {
      {"id", rule.id},
      {"shortDescription", {{"text", rule.summary}}},
      {"fullDescription", {{"text", rule.summary}}},
      {"help", {{"text", rule.manual}, {"markdown", rule.manual}}},
      {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
      {"properties", {{"tags", tags}, {"controls", controls}, {"since", rule.since}, {"stability", rule.stability}}}};
}

Json fix_of(const Fix& fix) {
  std::map<std::string, Json> changes;
  for (const Edit& edit : fix.edits)
    changes[edit.at.source->path()].push_back(
        {{"deletedRegion", region_of(edit.at)}, {"insertedContent", {{"text", edit.text}}}});
  Json list = Json::array();
  for (const auto& [path, replacements] : changes)
    list.push_back({{"artifactLocation", {{"uri", uri_of(path)}}}, {"replacements", replacements}});
  return {{"description", {{"text", fix.title}}}, {"artifactChanges", list}};
}

Json result_of(const ReportedFinding& one, const std::map<std::string, size_t>& indexes) {
  const Finding& finding = one.finding;
  Json made = {{"ruleId", finding.rule}};
  if (const auto index = indexes.find(finding.rule); index != indexes.end()) made["ruleIndex"] = index->second;
  if (finding.severity == Severity::kAudit) made["kind"] = "review";
  made["level"] = level_of(finding.severity);
  made["message"] = {{"text", report::message_of(finding)}};
  if (one.priority.score > 0) made["rank"] = 100.0 * one.priority.score / Priority::kHighest;
  made["locations"] = Json::array();
  if (finding.at) made["locations"].push_back({{"physicalLocation", physical(finding.at)}});
  if (!finding.why.empty()) {
    made["relatedLocations"] = Json::array();
    for (size_t i = 0; i < finding.why.size(); ++i)
      made["relatedLocations"].push_back({{"id", i + 1},
                                          {"physicalLocation", physical(finding.why[i].at)},
                                          {"message", {{"text", finding.why[i].text}}}});
  }
  made["partialFingerprints"] = {{"ringfence/v1", one.fingerprint}};
  if (one.witness) made["properties"] = {{"witness", witness_json(*one.witness)}};
  if (!one.finding.migration.empty()) made["properties"]["migration"] = one.finding.migration;
  if (!finding.fixes.empty()) {
    made["fixes"] = Json::array();
    for (const Fix& fix : finding.fixes) made["fixes"].push_back(fix_of(fix));
  }
  if (one.suppression)
    made["suppressions"] =
        Json::array({{{"kind", one.suppression->kind == Suppression::Kind::kAllowComment ? "inSource" : "external"},
                      {"justification", one.suppression->reason}}});
  return made;
}

}  // namespace

std::string render_sarif(const Report& report, const std::vector<std::string>& trouble) {
  Json rules = Json::array();
  std::map<std::string, size_t> indexes;
  for (const Rule& rule : all_rules()) {
    indexes[std::string(rule.id)] = rules.size();
    rules.push_back(rule_of(rule));
  }
  Json results = Json::array();
  for (const ReportedFinding& one : report.findings) results.push_back(result_of(one, indexes));
  Json notifications = Json::array();
  for (const std::string& line : trouble) notifications.push_back({{"level", "error"}, {"message", {{"text", line}}}});
  const Coverage& c = report.coverage;
  const Json run = {
      {"tool",
       {{"driver", {{"name", "ringfence"}, {"semanticVersion", kVersion}, {"version", kVersion}, {"rules", rules}}}}},
      {"invocations",
       Json::array({{{"executionSuccessful", trouble.empty()}, {"toolExecutionNotifications", notifications}}})},
      {"columnKind", "utf16CodeUnits"},
      {"results", results},
      {"properties",
       {{"coverage",
         {{"statements", c.statements},
          {"unreadStatements", c.unread_statements},
          {"relationUses", c.relation_uses},
          {"proven", c.proven},
          {"conditional", c.conditional},
          {"refuted", c.refuted},
          {"unknown", c.unknown}}}}}};
  const Json document = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence
