// Findings as the protocol's diagnostics.
#pragma once

#include "lint/lsp/client.h"
#include "lint/lsp/open_file.h"

namespace ringfence::lsp {

/// One diagnostic. `report` tells where its labels lie.
Json diagnostic_json(const Finding& finding, const FileReport& report, const ClientFacts& client);

/// Of all findings that nothing accepts; an empty list where there is no report.
Json diagnostics_json(const std::optional<FileReport>& report, const ClientFacts& client);

/// `{ title, kind, edit | command, … }` for the findings that the range of a codeAction request touches.
Json code_actions_json(const OpenFile& file, const Json& params, const ClientFacts& client);

}  // namespace ringfence::lsp
