// What can be done about findings: their fixes, a comment that accepts them, their manual.
#include <map>

#include "lint/lsp/diagnostics.h"
#include "ringfence/allow_edit.h"

namespace ringfence::lsp {

namespace {

class Actions {
 public:
  Actions(const OpenFile& file, const ClientFacts& client) : file_(file), client_(client) {}

  void add(const Finding& finding) {
    const Json diagnostics = Json::array({diagnostic_json(finding, *file_.report, client_)});
    for (const Fix& fix : finding.fixes) add_edit(fix.title, fix.edits, diagnostics, finding.fixes.size() == 1);
    if (const std::optional<Edit> allow = allow_edit(*file_.report->text, file_.role(), finding))
      add_edit("Allow " + finding.rule + " here, with a reason", {*allow}, diagnostics, false);
    const std::string title = "Explain " + finding.rule;
    all_.push_back({{"title", title},
                    {"kind", "quickfix"},
                    {"diagnostics", diagnostics},
                    {"command", {{"title", title}, {"command", "ringfence.explain"}, {"arguments", {finding.rule}}}}});
  }

  Json take() { return std::move(all_); }

 private:
  void add_edit(const std::string& title, const std::vector<Edit>& edits, const Json& diagnostics, bool is_preferred) {
    std::map<std::string, Json> by_uri;
    for (const Edit& edit : edits) {
      const bool is_here = edit.at.source->path() == file_.report->text->path();
      Json& list = by_uri[is_here ? file_.document.uri : uri_of(edit.at.source->path())];
      list.push_back({{"range", range_json(*edit.at.source, edit.at.span, client_.encoding)}, {"newText", edit.text}});
    }
    Json action = {{"title", title}, {"kind", "quickfix"}, {"diagnostics", diagnostics}, {"edit", workspace_edit(by_uri)}};
    if (is_preferred) action["isPreferred"] = true;
    all_.push_back(std::move(action));
  }

  Json workspace_edit(const std::map<std::string, Json>& by_uri) const {
    if (!client_.takes_versioned_edits) return {{"changes", by_uri}};
    Json changes = Json::array();
    for (const auto& [uri, edits] : by_uri) {
      const Json version = uri == file_.document.uri ? Json(file_.document.version) : Json();
      changes.push_back({{"textDocument", {{"uri", uri}, {"version", version}}}, {"edits", edits}});
    }
    return {{"documentChanges", changes}};
  }

  const OpenFile& file_;
  const ClientFacts& client_;
  Json all_ = Json::array();
};

bool wants_quick_fixes(const Json& params) {
  const auto context = params.find("context");
  if (context == params.end() || !context->is_object()) return true;
  const auto only = context->find("only");
  if (only == context->end() || !only->is_array()) return true;
  for (const Json& kind : *only)
    if (kind == "" || kind == "quickfix") return true;
  return false;
}

}  // namespace

Json code_actions_json(const OpenFile& file, const Json& params, const ClientFacts& client) {
  Actions actions(file, client);
  if (!file.report || !wants_quick_fixes(params)) return actions.take();
  const std::string_view text = *file.document.text;
  const uint32_t begin = offset_of(text, params.at("range").at("start"), client.encoding);
  const uint32_t end = offset_of(text, params.at("range").at("end"), client.encoding);
  for (const ReportedFinding& one : file.report->report.findings) {
    const Span at = one.finding.at.span;
    if (!one.suppression && at.begin <= end && begin <= at.end) actions.add(one.finding);
  }
  return actions.take();
}

}  // namespace ringfence::lsp
