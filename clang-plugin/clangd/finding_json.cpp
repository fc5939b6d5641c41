#include "clang-plugin/clangd/finding_json.h"

#include <fmt/format.h>

#include <map>

#include "clang-plugin/clangd/manual.h"
#include "ringfence/allow_edit.h"
#include "ringfence/read_code.h"
#include "ringfence/rule.h"

namespace ringfence::clangd {

using nlohmann::json;

std::optional<json> FindingJson::location(Place at) const {
  const auto path = unit_.report->paths.find(at.source);
  if (path == unit_.report->paths.end()) return std::nullopt;
  if (at.source != unit_.report->source) return json{{"uri", uri_of(path->second)}, {"range", range_json(*at.source, at.span, client_.columns)}};
  const std::optional<Span> span = moved_ ? moved_->moved(at.span) : at.span;
  if (!span) return std::nullopt;
  return json{{"uri", uri_}, {"range", range_json(now_ != nullptr ? *now_ : *at.source, *span, client_.columns)}};
}

std::string FindingJson::place(Place at) const {
  const std::string& path = at.source->path();
  return fmt::format("{}:{}", path.substr(path.rfind('/') + 1), at.source->position(at.span.begin).line);
}

std::optional<json> FindingJson::diagnostic(const ShownFinding& shown) const {
  const Finding& finding = *shown.finding;
  const std::optional<json> at = location(finding.at);
  if (!at) return std::nullopt;
  std::string message = finding.what;
  if (!finding.advice.empty()) message += "\nto do: " + finding.advice;
  for (const std::string& statement : finding.migration) message += "\nmigration: " + statement;
  json related = json::array();
  for (const Label& label : finding.why) {
    const std::optional<json> where = label.at ? location(label.at) : std::nullopt;
    if (where && client_.takes_related) related.push_back({{"location", *where}, {"message", label.text}});
    else if (label.at) message += fmt::format("\n{}: {}", place(label.at), label.text);
  }
  json made = {{"range", at->at("range")}, {"severity", shown.severity}, {"code", "ringfence-" + finding.rule}, {"source", "ringfence"}, {"message", message}};
  if (!related.empty()) made["relatedInformation"] = std::move(related);
  const Rule* rule = client_.takes_links ? find_rule(finding.rule) : nullptr;
  if (const std::string page = rule == nullptr ? std::string() : manual_page(*rule); !page.empty()) made["codeDescription"] = {{"href", page}};
  return made;
}

json FindingJson::diagnostics() const {
  json all = json::array();
  for (const ShownFinding& one : unit_.findings)
    if (std::optional<json> made = diagnostic(one)) all.push_back(std::move(*made));
  return all;
}

json FindingJson::action(const std::string& title, const std::vector<Edit>& edits, const ShownFinding& shown, int64_t version) const {
  std::map<std::string, json> by_uri;
  for (const Edit& edit : edits) {
    const std::optional<json> at = location(edit.at);
    if (!at) return nullptr;  // Half a fix breaks what it should mend.
    by_uri[at->at("uri").get<std::string>()].push_back({{"range", at->at("range")}, {"newText", edit.text}});
  }
  json edit = {{"changes", by_uri}};
  if (client_.takes_versioned_edits) {
    json changes = json::array();
    for (const auto& [uri, list] : by_uri)
      changes.push_back({{"textDocument", {{"uri", uri}, {"version", uri == uri_ ? json(version) : json()}}}, {"edits", list}});
    edit = {{"documentChanges", std::move(changes)}};
  }
  // clangd's own way for editors that know commands only.
  if (!client_.takes_actions) return {{"title", "Apply fix: " + title}, {"command", "clangd.applyFix"}, {"arguments", json::array({edit})}};
  return {{"title", title}, {"kind", "quickfix"}, {"diagnostics", json::array({*diagnostic(shown)})}, {"edit", std::move(edit)}};
}

json FindingJson::actions(Span selected, int64_t version) const {
  json all = json::array();
  std::vector<Span> code;
  for (const ShownFinding& one : unit_.findings) {
    const Finding& finding = *one.finding;
    if (finding.at.span.begin > selected.end || selected.begin > finding.at.span.end) continue;
    for (const Fix& fix : finding.fixes) {
      json made = action(fix.title, fix.edits, one, version);
      if (made.is_null()) continue;
      if (client_.takes_actions && finding.fixes.size() == 1) made["isPreferred"] = true;
      all.push_back(std::move(made));
    }
    if (code.empty()) code = spans_of_code(*unit_.report->code, unit_.text());
    if (const std::optional<Edit> allow = allow_edit(unit_.text(), code, finding))
      all.push_back(action("Allow " + finding.rule + " here, with a reason", {*allow}, one, version));
  }
  return all;
}

}  // namespace ringfence::clangd
