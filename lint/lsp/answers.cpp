#include "lint/lsp/answers.h"

#include "ringfence/completion.h"
#include "ringfence/name_at.h"

namespace ringfence::lsp {

namespace {

bool is_sql(const OpenFile& file) { return !file.is_configuration() && file.project != nullptr; }

Json markdown(std::string text) { return {{"kind", "markdown"}, {"value", std::move(text)}}; }

// Findings that cover the offset, as the report of this very text has them.
std::string findings_at(const OpenFile& file, uint32_t offset, const ClientFacts& client, Span& at) {
  std::string text;
  if (!file.report || file.reported != file.document.version) return text;
  for (const ReportedFinding& one : file.report->report.findings) {
    const Span span = one.finding.at.span;
    if (one.suppression || offset < span.begin || span.end < offset) continue;
    text += (text.empty() ? "" : "\n---\n\n") + describe(one.finding);
    if (const std::string link = manual_link(client, one.finding.rule); !link.empty()) text += "\n[manual](" + link + ")\n";
    at = span;
  }
  return text;
}

}  // namespace

Json hover_json(const OpenFile& file, const Json& params, const ClientFacts& client) {
  if (file.project == nullptr) return nullptr;
  const SourcePtr source = file.source();
  const uint32_t offset = offset_of(*file.document.text, params.at("position"), client.encoding);
  Span at;
  std::string text = findings_at(file, offset, client, at);
  if (is_sql(file)) {
    const SnapshotPtr snapshot = file.project->snapshot();
    if (snapshot == nullptr) return nullptr;
    const std::shared_ptr<const Facts> uses = file.needs_text ? nullptr : file.project->facts_of(file.document.path);
    if (const std::optional<NameAt> name = name_at(*snapshot, *source, file.role(), offset)) {
      text = describe(*name, *snapshot, uses.get()) + (text.empty() ? "" : "\n---\n\n" + text);
      at = name->at.span;
    }
  }
  if (text.empty()) return nullptr;
  return {{"contents", markdown(std::move(text))}, {"range", range_json(*source, at, client.encoding)}};
}

Json definition_json(const OpenFile& file, const Json& params, const ClientFacts& client) {
  if (!is_sql(file)) return nullptr;
  const SnapshotPtr snapshot = file.project->snapshot();
  if (snapshot == nullptr) return nullptr;
  const uint32_t offset = offset_of(*file.document.text, params.at("position"), client.encoding);
  const std::optional<NameAt> name = name_at(*snapshot, *file.source(), file.role(), offset);
  const Place at = name ? declaration(*name) : Place();
  if (!at) return nullptr;
  return {{"uri", uri_of(at.source->path())}, {"range", range_json(*at.source, at.span, client.encoding)}};
}

Json completion_json(const OpenFile& file, const Json& params, const ClientFacts& client) {
  const SourcePtr source = file.source();
  const uint32_t offset = offset_of(*file.document.text, params.at("position"), client.encoding);
  const SnapshotPtr snapshot = file.is_configuration() && file.project != nullptr ? file.project->snapshot() : nullptr;
  const Suggestions found = file.is_configuration() ? complete_configuration(*source, offset, snapshot.get()) : complete_allow_comment(*source, offset);
  const Json range = range_json(*source, found.at, client.encoding);
  Json items = Json::array();
  for (const Suggestion& one : found.all) {
    constexpr int kKinds[] = {/*property*/ 10, /*value*/ 12, /*constant*/ 21, /*class*/ 7, /*field*/ 5};
    Json item = {{"label", one.text},
                 {"kind", kKinds[static_cast<size_t>(one.kind)]},
                 {"detail", one.detail},
                 {"textEdit", {{"range", range}, {"newText", one.text}}}};
    if (!one.manual.empty()) item["documentation"] = markdown(one.manual);
    items.push_back(std::move(item));
  }
  return {{"isIncomplete", false}, {"items", std::move(items)}};
}

}  // namespace ringfence::lsp
