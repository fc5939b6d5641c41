// A document as the analysis sees it: the text it was given last, the project it belongs to, what was found.
#pragma once

#include <chrono>
#include <optional>

#include "lint/lsp/document.h"
#include "ringfence/workspace.h"

namespace ringfence::lsp {

using Clock = std::chrono::steady_clock;

struct OpenFile {
  Document document;
  Workspace* project = nullptr;       ///< Null: no ringfence.toml in its folder or above it.
  std::optional<FileReport> report;   ///< Of `reported`; empty: it is no part of the project, or was not looked at yet.
  int64_t reported = 0;               ///< Version.
  bool needs_check = true;
  bool needs_text = true;             ///< The project does not know this text yet.
  bool has_diagnostics = false;       ///< The editor shows some.
  Clock::time_point edited;

  FileRole role() const { return project == nullptr ? FileRole::kNone : project->role_of(document.path); }
  bool decides_schema() const { return role() == FileRole::kSchema || role() == FileRole::kConfiguration; }
  bool is_configuration() const { return document.path.ends_with("/ringfence.toml"); }
  /// The text as positions in questions mean it.
  SourcePtr source() const { return read_text(document.path, *document.text).source; }
};

}  // namespace ringfence::lsp
