#include "lint/workspace/covered_files.h"

#include <algorithm>
#include <filesystem>

namespace ringfence::workspace {

namespace fs = std::filesystem;

namespace {

bool same_text(const ReadFile& a, const ReadFile& b) {
  if (a.source == nullptr || b.source == nullptr) return a.source == b.source && a.trouble == b.trouble;
  return a.no_text.has_value() == b.no_text.has_value() && a.source->text() == b.source->text();
}

}  // namespace

std::string absolute_path(const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  return (error ? fs::path(path) : absolute).lexically_normal().string();
}

CoveredFiles::Kept CoveredFiles::read_anew(const std::string& path) {
  Kept made;
  // Before reading: what changes meanwhile is then seen as newer.
  made.stamp = stamp_of(path);
  made.file = read_file(path);
  return made;
}

ReadFile CoveredFiles::read(const std::string& given) const {
  const std::string path = absolute_path(given);
  if (const auto cover = covers_.find(path); cover != covers_.end()) return cover->second;
  auto known = kept_.find(path);
  if (known == kept_.end()) known = kept_.emplace(path, read_anew(path)).first;
  return known->second.file;
}

std::vector<std::string> CoveredFiles::found(const std::string& folder, const std::string& pattern) const {
  std::vector<std::string> files = expand_glob(folder, pattern);
  for (const auto& [path, cover] : covers_)
    if (!std::binary_search(files.begin(), files.end(), path) && glob_means(folder, pattern, path))
      files.insert(std::lower_bound(files.begin(), files.end(), path), path);
  return files;
}

std::vector<std::string> CoveredFiles::matching(const std::string& folder, const std::string& pattern) const {
  return patterns_[{folder, pattern}] = found(folder, pattern);
}

bool CoveredFiles::cover(const std::string& path, std::string text) {
  const ReadFile before = read(path);
  const ReadFile& now = covers_[path] = read_text(path, std::move(text));
  return !same_text(before, now);
}

bool CoveredFiles::uncover(const std::string& path) {
  const auto cover = covers_.find(path);
  if (cover == covers_.end()) return false;
  const ReadFile before = cover->second;
  covers_.erase(cover);
  kept_.erase(path);
  return !same_text(before, read(path));
}

std::vector<std::pair<std::string, SourcePtr>> CoveredFiles::look_for_changes() {
  std::vector<std::pair<std::string, SourcePtr>> changed;
  for (auto& [path, kept] : kept_) {
    const FileStamp stamp = stamp_of(path);
    if (stamp.is_there() ? stamp == kept.stamp : kept.file.source == nullptr) continue;
    Kept anew = read_anew(path);
    const bool same = same_text(kept.file, anew.file);
    if (same) anew.file = kept.file;  // The same text stays the same object.
    if (!same && covers_.count(path) == 0) changed.emplace_back(path, kept.file.source);
    kept = std::move(anew);
  }
  return changed;
}

bool CoveredFiles::look_for_other_files() const {
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&](const auto& one) { return found(one.first.first, one.first.second) != one.second; });
}

}  // namespace ringfence::workspace
