// What C++ files say on their face: what they include and define, seen without a compiler.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/unit.h"

namespace ringfence::extraction {

struct WrittenInclude {
  std::string name;
  bool is_angled = false;
  bool is_plain = false;  ///< Under no condition but the file's own guard, and within no braces.
};

struct FileScan {
  bool exists = false;
  bool has_sql = false;   ///< A string starts like a statement; comments are not told apart.
  bool is_open = false;   ///< It includes what a macro says.
  std::vector<WrittenInclude> includes;
  std::vector<std::string> macros;  ///< Defined or undefined, under whatever condition.
  size_t macros_before_includes = 0;  ///< How many of them stand before the last include.
};

FileScan scan_text(std::string_view text);

/// Files of a project and how they include each other. Each file is read once.
class IncludeGraph {
 public:
  explicit IncludeGraph(std::string project) : project_(std::move(project)) {
    if (!project_.ends_with('/')) project_ += '/';
  }

  const FileScan& scan(const std::string& path);
  /// The file below the project that `include`, written in `path`, means; empty where it means none.
  std::string resolve(const WrittenInclude& include, const std::string& path, const std::vector<std::string>& folders);

 private:
  std::string project_;
  std::map<std::string, FileScan> scans_;
};

/// Where a command looks for headers.
std::vector<std::string> include_folders(const CompileCommand& command);

}  // namespace ringfence::extraction
