// Files under an editor's buffers: what was read is kept, and looked at again when it changes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ringfence/file_stamps.h"
#include "ringfence/project_files.h"

namespace ringfence::workspace {

std::string absolute_path(const std::string& path);

class CoveredFiles : public ProjectFiles {
 public:
  ReadFile read(const std::string& path) const override;
  std::vector<std::string> matching(const std::string& folder, const std::string& pattern) const override;

  /// Both answer whether the file says something else now.
  bool cover(const std::string& path, std::string text);
  bool uncover(const std::string& path);

  /// Looks at the disk again: absolute paths of files whose text has changed, with what it was.
  std::vector<std::pair<std::string, SourcePtr>> look_for_changes();
  /// Looks at the disk again: whether some pattern means other files than it did.
  bool look_for_other_files() const;
  /// Forgets which patterns were asked for; files stay.
  void forget_patterns() { patterns_.clear(); }

 private:
  struct Kept {
    ReadFile file;
    FileStamp stamp;
  };
  static Kept read_anew(const std::string& path);
  std::vector<std::string> found(const std::string& folder, const std::string& pattern) const;

  std::map<std::string, ReadFile> covers_;
  mutable std::map<std::string, Kept> kept_;
  mutable std::map<std::pair<std::string, std::string>, std::vector<std::string>> patterns_;
};

}  // namespace ringfence::workspace
