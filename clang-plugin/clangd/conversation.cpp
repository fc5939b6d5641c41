#include "clang-plugin/clangd/conversation.h"

#include <algorithm>

#include "clang-plugin/clangd/hover.h"
#include "clang-plugin/clangd/manual.h"
#include "clang-plugin/tidy/reports.h"
#include "ringfence/rule.h"

namespace ringfence::clangd {

using nlohmann::json;

namespace {

bool says(const std::string& message, std::string_view words) { return message.find(words) != std::string::npos; }

std::string path_of(const std::string& uri) {
  static constexpr std::string_view kScheme = "file://";
  if (!uri.starts_with(kScheme)) return {};
  std::string path;
  for (size_t i = kScheme.size(); i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size()) {
      path += static_cast<char>(std::strtol(uri.substr(i + 1, 2).c_str(), nullptr, 16));
      i += 2;
    } else {
      path += uri[i];
    }
  }
  return path;
}

std::string document_of(const json& message) {
  return path_of(message.value(json::json_pointer("/params/textDocument/uri"), std::string()));
}

int weight(Severity severity) {
  switch (severity) {
    case Severity::kError: return 1;
    case Severity::kWarning: return 2;
    default: return 3;
  }
}

std::string dumped(const json& message) { return message.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace

Conversation::Conversation() { tidy::keep_reports(); }

std::string Conversation::to_clangd(std::string text) {
  if (!says(text, "\"initialize\"") && !says(text, "textDocument/hover") && !says(text, "textDocument/didClose")) return text;
  const json message = json::parse(text, nullptr, false);
  if (!message.is_object()) return text;
  const std::string method = message.value("method", std::string());
  const std::lock_guard lock(mutex_);
  if (method == "textDocument/didClose") tidy::forget_report(document_of(message));
  if (!message.contains("id")) return text;
  if (method == "initialize") {
    initialize_ = message["id"].dump();
    const json formats = message.value(json::json_pointer("/params/capabilities/textDocument/hover/contentFormat"), json::array());
    takes_markdown_ = formats.is_array() && std::find(formats.begin(), formats.end(), "markdown") != formats.end();
  } else if (method == "textDocument/hover") {
    hovers_[message["id"].dump()] = {document_of(message), message.value(json::json_pointer("/params/position/line"), 0u),
                                     message.value(json::json_pointer("/params/position/character"), 0u)};
  }
  return text;
}

std::string Conversation::to_editor(std::string text) {
  const bool has_diagnostics = says(text, "textDocument/publishDiagnostics") && says(text, "ringfence-");
  {
    const std::lock_guard lock(mutex_);
    if (!has_diagnostics && hovers_.empty() && initialize_.empty()) return text;
  }
  json message = json::parse(text, nullptr, false);
  if (!message.is_object()) return text;
  if (has_diagnostics && message.contains("params")) return add_to_diagnostics(message) ? dumped(message) : text;
  if (!message.contains("id") || message.contains("method")) return text;
  answer_initialize(message);
  return add_to_hover(message) ? dumped(message) : text;
}

void Conversation::answer_initialize(const json& message) {
  const std::lock_guard lock(mutex_);
  if (initialize_.empty() || message["id"].dump() != initialize_) return;
  initialize_.clear();
  const json result = message.value("result", json::object());
  const std::string unit = result.value(json::json_pointer("/capabilities/positionEncoding"), result.value("offsetEncoding", std::string("utf-16")));
  columns_ = unit == "utf-8" ? ColumnUnit::kUtf8 : unit == "utf-32" ? ColumnUnit::kUtf32 : ColumnUnit::kUtf16;
}

bool Conversation::add_to_diagnostics(json& message) const {
  bool is_changed = false;
  json& diagnostics = message["params"]["diagnostics"];
  if (!diagnostics.is_array()) return false;
  const UnitReportPtr report = tidy::latest_report(path_of(message["params"].value("uri", std::string())));
  for (json& one : diagnostics) {
    const std::string code = one.contains("code") && one["code"].is_string() ? one["code"].get<std::string>() : std::string();
    if (!code.starts_with("ringfence-")) continue;
    const Rule* rule = find_rule(code.substr(10));
    if (rule == nullptr) continue;
    is_changed = true;
    one["source"] = "ringfence";
    if (report != nullptr && one.value("severity", 0) == 2)
      for (const ReportedFinding& finding : report->report.findings)
        if (finding.finding.rule == rule->id && one.value("message", std::string()).find(finding.finding.what) != std::string::npos) {
          one["severity"] = weight(finding.finding.severity);
          break;
        }
    const std::string page = manual_page(*rule);
    if (page.empty()) one.erase("codeDescription");
    else one["codeDescription"] = {{"href", page}};
  }
  return is_changed;
}

bool Conversation::add_to_hover(json& message) {
  Question question;
  {
    const std::lock_guard lock(mutex_);
    const auto asked = hovers_.find(message["id"].dump());
    if (asked == hovers_.end()) return false;
    question = asked->second;
    hovers_.erase(asked);
  }
  const UnitReportPtr report = tidy::latest_report(question.path);
  if (report == nullptr || !message.contains("result")) return false;
  const std::string ours = hover_at(*report, question.line, question.column, columns_);
  if (ours.empty()) return false;
  json& result = message["result"];
  if (!result.is_object()) result = {{"contents", {{"kind", takes_markdown_ ? "markdown" : "plaintext"}, {"value", ""}}}};
  json& contents = result["contents"];
  if (!contents.is_object() || !contents.contains("value")) return false;
  const std::string theirs = contents["value"].get<std::string>();
  contents["value"] = theirs.empty() ? ours : ours + "\n\n---\n" + theirs;
  return true;
}

}  // namespace ringfence::clangd
