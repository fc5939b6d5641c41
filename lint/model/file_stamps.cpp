#include "ringfence/file_stamps.h"

#include <sys/stat.h>

#include <algorithm>

namespace ringfence {

FileStamp stamp_of(const std::string& path) {
  struct stat info{};
  if (stat(path.c_str(), &info) != 0) return {};
  return {info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_size};
}

bool FileStamps::are_current() const {
  return std::all_of(stamps_.begin(), stamps_.end(), [](const auto& one) { return stamp_of(one.first) == one.second; });
}

}  // namespace ringfence
