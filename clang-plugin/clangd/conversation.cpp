#include "clang-plugin/clangd/conversation.h"

#include <algorithm>

#include "clang-plugin/clangd/finding_json.h"
#include "clang-plugin/clangd/hover.h"

namespace ringfence::clangd {

using nlohmann::json;

namespace {

bool says(const std::string& message, std::string_view words) { return message.find(words) != std::string::npos; }

std::string dumped(const json& message) { return message.dump(-1, ' ', false, json::error_handler_t::replace); }

bool wants_quick_fixes(const json& parameters) {
  const json::json_pointer only("/context/only");
  if (!parameters.contains(only) || !parameters.at(only).is_array()) return true;
  const json& kinds = parameters.at(only);
  return std::any_of(kinds.begin(), kinds.end(), [](const json& kind) { return kind == "" || kind == "quickfix"; });
}

}  // namespace

std::string Conversation::to_clangd(std::string text) {
  static constexpr std::string_view kOfInterest[] = {"\"initialize\"", "textDocument/did", "textDocument/hover", "textDocument/codeAction"};
  if (std::none_of(std::begin(kOfInterest), std::end(kOfInterest), [&](std::string_view words) { return says(text, words); })) return text;
  const json message = json::parse(text, nullptr, false);
  if (!message.is_object() || !message.contains("params")) return text;
  const std::lock_guard lock(mutex_);
  try {
    note(message);
  } catch (const json::exception&) {
    // clangd says what is wrong with it.
  }
  return text;
}

void Conversation::note(const json& message) {
  const std::string method = message.value("method", std::string());
  const json& parameters = message.at("params");
  if (method == "textDocument/didOpen") return documents_.open(parameters);
  if (method == "textDocument/didChange") return documents_.change(parameters);
  if (method == "textDocument/didClose") return documents_.close(parameters);
  if (!message.contains("id")) return;
  const std::string id = message.at("id").dump();
  if (method == "initialize") {
    initialize_ = id;
    return client_.read(parameters);
  }
  const bool is_hover = method == "textDocument/hover";
  if (!is_hover && (method != "textDocument/codeAction" || !wants_quick_fixes(parameters))) return;
  const std::string uri = parameters.at("textDocument").at("uri");
  if (SourcePtr text = documents_.text(uri)) questions_[id] = {is_hover, uri, parameters, std::move(text), documents_.version(uri)};
}

void Conversation::to_editor(std::string text) {
  const bool has_diagnostics = says(text, "textDocument/publishDiagnostics");
  const std::lock_guard lock(mutex_);
  if (!has_diagnostics && questions_.empty() && initialize_.empty()) return send_(text);
  json message = json::parse(text, nullptr, false);
  if (!message.is_object()) return send_(text);
  if (message.value("method", std::string()) == "textDocument/publishDiagnostics") return send_(dumped(documents_.merged(std::move(message))));
  if (!message.contains("id") || message.contains("method")) return send_(text);
  const std::string id = message["id"].dump();
  if (id == initialize_) {
    initialize_.clear();
    client_.read_answer(message.value("result", json::object()));
  }
  const auto asked = questions_.find(id);
  if (asked == questions_.end()) return send_(text);
  const Question question = std::move(asked->second);
  questions_.erase(asked);
  if (!message.contains("result")) return send_(text);
  if (documents_.is_expected(question.uri)) {
    held_.push_back({question, std::move(message)});
    return;
  }
  add_to(message, question);
  return send_(dumped(message));
}

uint64_t Conversation::expect(const std::string& path) {
  const std::lock_guard lock(mutex_);
  documents_.expect(path, ++units_);
  return units_;
}

void Conversation::take(const std::string& path, uint64_t number, const CheckedUnitPtr& unit) {
  const std::lock_guard lock(mutex_);
  for (const json& message : documents_.take(path, number, unit)) send_(dumped(message));
  answer_held();
}

void Conversation::answer_held() {
  std::vector<Held> waiting;
  for (Held& one : held_) {
    if (documents_.is_expected(one.question.uri)) {
      waiting.push_back(std::move(one));
      continue;
    }
    add_to(one.answer, one.question);
    send_(dumped(one.answer));
  }
  held_ = std::move(waiting);
}

// What was asked about another text than was checked is answered by clangd alone.
void Conversation::add_to(json& answer, const Question& question) const {
  const CheckedUnitPtr unit = documents_.checked(question.uri, *question.text);
  if (unit == nullptr) return;
  if (question.is_hover) add_to_hover(answer["result"], *unit, question);
  else add_to_actions(answer["result"], *unit, question);
}

void Conversation::add_to_hover(json& result, const CheckedUnit& unit, const Question& question) const {
  const std::string ours = hover_at(unit, offset_of(unit.text(), question.parameters.value("position", json::object()), client_.columns));
  if (ours.empty()) return;
  if (!result.is_object()) result = {{"contents", {{"kind", client_.takes_markdown ? "markdown" : "plaintext"}, {"value", ""}}}};
  json& contents = result["contents"];
  if (!contents.is_object() || !contents.contains("value")) return;
  const std::string theirs = contents["value"].get<std::string>();
  contents["value"] = theirs.empty() ? ours : ours + "\n\n---\n" + theirs;
}

void Conversation::add_to_actions(json& result, const CheckedUnit& unit, const Question& question) const {
  const json range = question.parameters.value("range", json::object());
  const Span selected{offset_of(unit.text(), range.value("start", json::object()), client_.columns),
                      offset_of(unit.text(), range.value("end", json::object()), client_.columns)};
  const json ours = FindingJson(unit, client_, question.uri).actions(selected, question.version);
  if (!result.is_array()) result = json::array();
  result.insert(result.end(), ours.begin(), ours.end());
}

}  // namespace ringfence::clangd
