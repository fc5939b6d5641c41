#include "clang-plugin/clangd/client.h"

#include <algorithm>

namespace ringfence::clangd {

using nlohmann::json;

namespace {

const json* find(const json& in, const char* pointer) {
  const json::json_pointer at(pointer);
  return in.contains(at) ? &in.at(at) : nullptr;
}

bool is_true(const json& in, const char* pointer) {
  const json* value = find(in, pointer);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

}  // namespace

void Client::read(const json& parameters) {
  if (const json* formats = find(parameters, "/capabilities/textDocument/hover/contentFormat"); formats != nullptr && formats->is_array())
    takes_markdown = std::find(formats->begin(), formats->end(), "markdown") != formats->end();
  takes_related = is_true(parameters, "/capabilities/textDocument/publishDiagnostics/relatedInformation");
  takes_links = is_true(parameters, "/capabilities/textDocument/publishDiagnostics/codeDescriptionSupport");
  takes_actions = find(parameters, "/capabilities/textDocument/codeAction/codeActionLiteralSupport") != nullptr;
  takes_versioned_edits = is_true(parameters, "/capabilities/workspace/workspaceEdit/documentChanges");
}

void Client::read_answer(const json& result) {
  const json* unit = find(result, "/capabilities/positionEncoding");
  if (unit == nullptr) unit = find(result, "/offsetEncoding");
  if (unit == nullptr) return;
  columns = *unit == "utf-8" ? ColumnUnit::kUtf8 : *unit == "utf-32" ? ColumnUnit::kUtf32 : ColumnUnit::kUtf16;
}

}  // namespace ringfence::clangd
