#include "clang-plugin/clangd/documents.h"

#include <algorithm>
#include <filesystem>

#include "clang-plugin/clangd/finding_json.h"

namespace ringfence::clangd {

using nlohmann::json;

namespace {

constexpr size_t kMostTexts = 64;

std::string uri_in(const json& parameters) { return parameters.value(json::json_pointer("/textDocument/uri"), std::string()); }

std::string without_links(const std::string& path) {
  std::error_code error;
  const std::filesystem::path made = std::filesystem::weakly_canonical(path, error);
  return error ? path : made.string();
}

std::string edited(const Source& before, const json& changes, ColumnUnit columns) {
  std::string text(before.text());
  for (const json& change : changes) {
    const std::string inserted = change.value("text", std::string());
    const auto range = change.find("range");
    if (range == change.end() || !range->is_object()) {
      text = inserted;
      continue;
    }
    const Source now({}, text);
    const uint32_t begin = offset_of(now, range->at("start"), columns);
    const uint32_t end = std::max(begin, offset_of(now, range->at("end"), columns));
    text.replace(begin, end - begin, inserted);
  }
  return text;
}

void add(json& message, const json& more) {
  json& diagnostics = message["params"]["diagnostics"];
  diagnostics.insert(diagnostics.end(), more.begin(), more.end());
}

}  // namespace

Documents::Document* Documents::find(const std::string& uri) {
  const auto found = by_path_.find(path_of(uri));
  return found == by_path_.end() ? nullptr : &found->second;
}

const Documents::Document* Documents::find(const std::string& uri) const { return const_cast<Documents*>(this)->find(uri); }

void Documents::open(const json& parameters) {
  const std::string path = path_of(uri_in(parameters));
  const json& given = parameters.at("textDocument");
  Document& document = by_path_[path] = {};
  document.path = without_links(path);
  document.texts[given.value("version", int64_t{0})] = std::make_shared<const Source>(document.path, given.value("text", std::string()));
}

void Documents::change(const json& parameters) {
  Document* document = find(uri_in(parameters));
  if (document == nullptr) return;
  const auto [last, text] = *document->texts.rbegin();
  const json::json_pointer version("/textDocument/version");
  const int64_t now = parameters.contains(version) && parameters.at(version).is_number() ? parameters.at(version).get<int64_t>() : last + 1;
  document->texts[now] = std::make_shared<const Source>(document->path, edited(*text, parameters.at("contentChanges"), client_.columns));
  if (document->texts.size() > kMostTexts) document->texts.erase(document->texts.begin());
}

void Documents::close(const json& parameters) { by_path_.erase(path_of(uri_in(parameters))); }

void Documents::expect(const std::string& path, uint64_t number) {
  const std::string real = without_links(path);
  for (auto& [name, document] : by_path_)
    if (document.path == real) document.expected = std::max(document.expected, number);
}

SourcePtr Documents::text_of_theirs(const Document& document) {
  const json::json_pointer version("/params/version");
  if (!document.theirs.contains(version)) return document.texts.rbegin()->second;
  const auto text = document.texts.find(document.theirs.at(version).get<int64_t>());
  return text == document.texts.end() ? nullptr : text->second;
}

json Documents::complete(const Document& document, const SourcePtr& text) const {
  json made = document.theirs;
  if (document.checked == nullptr || text == nullptr || document.checked->text().text() != text->text()) return made;
  add(made, FindingJson(*document.checked, client_, made["params"]["uri"].get<std::string>()).diagnostics());
  return made;
}

std::vector<json> Documents::take(const std::string& path, uint64_t number, const CheckedUnitPtr& unit) {
  std::vector<json> messages;
  const std::string real = without_links(path);
  for (auto& [name, document] : by_path_) {
    if (document.path != real) continue;
    document.done = std::max(document.done, number);
    if (unit != nullptr) document.checked = unit;
    // While another text is on its way, something is still going to be said.
    if (document.theirs.is_null() || document.done < document.expected) continue;
    const SourcePtr text = text_of_theirs(document);
    if (unit != nullptr && (text == nullptr || unit->text().text() != text->text())) continue;
    json message = complete(document, text);
    if (message == document.shown) continue;
    document.shown = message;
    messages.push_back(std::move(message));
  }
  return messages;
}

json Documents::merged(json message) {
  Document* document = find(message.value(json::json_pointer("/params/uri"), std::string()));
  if (document == nullptr || !message["params"]["diagnostics"].is_array()) return message;
  document->theirs = message;
  const SourcePtr text = text_of_theirs(*document);
  const auto is_that = [&](const auto& one) { return one.second == text; };
  if (text != nullptr) document->texts.erase(document->texts.begin(), std::find_if(document->texts.begin(), document->texts.end(), is_that));
  if (document->done >= document->expected) {
    document->shown = complete(*document, text);
  } else {
    message["params"].erase("version");
    if (document->checked != nullptr && text != nullptr) add(message, FindingJson(*document->checked, client_, message["params"]["uri"].get<std::string>(), *text).diagnostics());
    document->shown = std::move(message);
  }
  return document->shown;
}

SourcePtr Documents::text(const std::string& uri) const {
  const Document* document = find(uri);
  return document == nullptr ? nullptr : document->texts.rbegin()->second;
}

int64_t Documents::version(const std::string& uri) const {
  const Document* document = find(uri);
  return document == nullptr ? 0 : document->texts.rbegin()->first;
}

bool Documents::is_expected(const std::string& uri) const {
  const Document* document = find(uri);
  return document != nullptr && document->done < document->expected;
}

CheckedUnitPtr Documents::checked(const std::string& uri, const Source& text) const {
  const Document* document = find(uri);
  return document == nullptr || document->checked == nullptr || document->checked->text().text() != text.text() ? nullptr : document->checked;
}

}  // namespace ringfence::clangd
