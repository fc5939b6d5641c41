// Where the texts of a project come from: the disk, or what an editor lays over it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/input_facts.h"
#include "ringfence/source.h"

namespace ringfence {

struct ReadFile {
  SourcePtr source;                     ///< Null where the file could not be read.
  std::string trouble;                  ///< Why not: "db/x.sql: Permission denied".
  std::optional<UnreadInput> no_text;   ///< Read, but binary or UTF-16.
};

/// A file of the disk. Its path in findings is relative to the working directory where it lies below it.
ReadFile read_file(const std::string& path);

/// The same for a text that somebody else has read.
ReadFile read_text(const std::string& path, std::string text);

/// Files of the disk that match `pattern` (`*`, `**`, `?`, `[…]`, `{a,b}`), relative to `folder`, sorted by name. A pattern
/// that names a folder means every .sql file in and below it.
std::vector<std::string> expand_glob(const std::string& folder, const std::string& pattern);

/// Whether such a pattern means the file, which need not exist. `path` is absolute.
bool glob_means(const std::string& folder, const std::string& pattern, const std::string& path);

/// The disk. Hosts that know better derive from it.
class ProjectFiles {
 public:
  virtual ~ProjectFiles() = default;
  virtual ReadFile read(const std::string& path) const { return read_file(path); }
  virtual std::vector<std::string> matching(const std::string& folder, const std::string& pattern) const {
    return expand_glob(folder, pattern);
  }
};

}  // namespace ringfence
