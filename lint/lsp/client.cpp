#include "lint/lsp/client.h"

#include <algorithm>

#include "ringfence/rule.h"

namespace ringfence::lsp {

namespace {

const Json* find(const Json& from, std::string_view path) {
  const Json* at = &from;
  while (!path.empty()) {
    const size_t dot = path.find('.');
    const std::string key(path.substr(0, dot));
    if (!at->is_object()) return nullptr;
    const auto found = at->find(key);
    if (found == at->end()) return nullptr;
    at = &*found;
    path = dot == path.npos ? std::string_view() : path.substr(dot + 1);
  }
  return at;
}

bool says(const Json& params, std::string_view path) {
  const Json* value = find(params, path);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::string text_in(const Json& params, std::string_view path) {
  const Json* value = find(params, path);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::string folder_in(const Json& params) {
  const Json* folders = find(params, "workspaceFolders");
  if (folders != nullptr && folders->is_array() && !folders->empty()) {
    const Json* uri = find((*folders)[0], "uri");
    if (uri != nullptr && uri->is_string()) return path_of(uri->get<std::string>()).value_or("");
  }
  const std::string root = text_in(params, "rootUri");
  return root.empty() ? text_in(params, "rootPath") : path_of(root).value_or("");
}

}  // namespace

ClientFacts facts_of_client(const Json& params) {
  ClientFacts facts;
  const Json* encodings = find(params, "capabilities.general.positionEncodings");
  if (encodings != nullptr && encodings->is_array())
    for (const Json& one : *encodings) {
      // The client's order is its preference; UTF-32 is not spoken here.
      if (one == "utf-8") facts.encoding = Encoding::kUtf8;
      if (one == "utf-8" || one == "utf-16") break;
    }
  facts.pulls_diagnostics = find(params, "capabilities.textDocument.diagnostic") != nullptr;
  facts.takes_refresh = says(params, "capabilities.workspace.diagnostics.refreshSupport");
  facts.takes_related = says(params, "capabilities.textDocument.publishDiagnostics.relatedInformation") ||
                        says(params, "capabilities.textDocument.diagnostic.relatedInformation");
  facts.takes_code_links = says(params, "capabilities.textDocument.publishDiagnostics.codeDescriptionSupport") ||
                           says(params, "capabilities.textDocument.diagnostic.codeDescriptionSupport");
  facts.takes_versioned_edits = says(params, "capabilities.workspace.workspaceEdit.documentChanges");
  facts.takes_watchers = says(params, "capabilities.workspace.didChangeWatchedFiles.dynamicRegistration");
  facts.shows_manual = says(params, "initializationOptions.showsManual");
  facts.folder = folder_in(params);
  facts.baseline = text_in(params, "initializationOptions.baseline");
  facts.manual = text_in(params, "initializationOptions.manual");
  return facts;
}

std::string manual_link(const ClientFacts& facts, std::string_view rule) {
  const Rule* known = find_rule(rule);
  if (facts.manual.empty() || known == nullptr) return {};
  return facts.manual + "/" + std::string(known->family) + "/" + std::string(known->id.substr(known->family.size() + 1)) + "/rule.md";
}

}  // namespace ringfence::lsp
