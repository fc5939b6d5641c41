// Whether files are what they were when they were read, without reading them again.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace ringfence {

struct FileStamp {
  int64_t seconds = 0;
  int64_t nanoseconds = 0;
  int64_t bytes = -1;  ///< -1: there is no such file.
  bool is_there() const { return bytes >= 0; }
  bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const std::string& path);

class FileStamps {
 public:
  void add(const std::string& path) { stamps_.try_emplace(path, stamp_of(path)); }
  bool are_current() const;

 private:
  std::map<std::string, FileStamp> stamps_;
};

}  // namespace ringfence
