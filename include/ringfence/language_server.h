// `ringfence lsp`: the Language Server Protocol on two files, for .sql files and ringfence.toml.
#pragma once

#include <string>

namespace ringfence {

struct LanguageServerOptions {
  std::string baseline;   ///< File; empty: what the editor says, or none.
  std::string cache;      ///< WorkspaceOptions::cache
  std::string manual;     ///< Base of links to manual pages; empty: the installed ones.
  bool skip_code = false;
  int threads = 0;
  int schema_delay = 150; ///< Milliseconds without an edit of schema or configuration before they are read again.
};

/// Serves until the editor says exit or goes away. Answers the exit code that the protocol asks for.
int run_language_server(int input, int output, const LanguageServerOptions& options);

}  // namespace ringfence
