// Hover, definition, completion and the manual.
#pragma once

#include "lint/lsp/client.h"
#include "lint/lsp/open_file.h"

namespace ringfence::lsp {

Json hover_json(const OpenFile& file, const Json& params, const ClientFacts& client);
Json definition_json(const OpenFile& file, const Json& params, const ClientFacts& client);
Json completion_json(const OpenFile& file, const Json& params, const ClientFacts& client);

}  // namespace ringfence::lsp
