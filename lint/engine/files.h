// Files of a project: globs, reading, and what is no text.
#pragma once

#include <string>
#include <vector>

#include "ringfence/facts.h"
#include "ringfence/source.h"

namespace ringfence::engine {

/// Files that match `pattern` (`*`, `**`, `?`, `[…]`, `{a,b}`), relative to `folder`, sorted by name. A pattern that names
/// a folder means every .sql file in and below it.
std::vector<std::string> expand_glob(const std::string& folder, const std::string& pattern);

struct ReadFile {
  SourcePtr source;                       ///< Null where the file could not be read.
  std::string trouble;                    ///< Why not: "db/x.sql: Permission denied".
  std::optional<UnreadInput> no_text;     ///< Read, but binary or UTF-16.
};

/// The file's path in findings is relative to the working directory where it lies below it.
ReadFile read_file(const std::string& path);

}  // namespace ringfence::engine
