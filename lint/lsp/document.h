// An open document: its text as the editor has it.
#pragma once

#include <memory>
#include <string>

#include "lint/lsp/protocol.h"

namespace ringfence::lsp {

struct Document {
  std::string uri;
  std::string path;     ///< Absolute; empty of what is no file.
  int64_t version = 0;  ///< The editor's.
  std::shared_ptr<const std::string> text;

  /// Applies `contentChanges` in their order: ranges, or whole texts.
  void change(const Json& changes, Encoding encoding);
};

}  // namespace ringfence::lsp
