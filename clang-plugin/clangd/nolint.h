// `// NOLINT` and its kin, as Clang reads them.
#pragma once

#include <memory>
#include <string>

#include "ringfence/source.h"

namespace ringfence::clangd {

/// Of one text. For one thread.
class Nolint {
 public:
  explicit Nolint(const Source& text);
  ~Nolint();

  /// Whether a comment takes findings of `check` ("ringfence-tenant-unscoped-read") back that stand there.
  bool hides(const std::string& check, uint32_t offset);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;  ///< Null where the text has no such comment.
};

}  // namespace ringfence::clangd
