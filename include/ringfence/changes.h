// What a branch changed, and the files as they were before it: the part of Git that a gate on pull requests needs.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

namespace ringfence {

/// What lies between a revision and the files on disk, uncommitted and untracked ones included. Paths are absolute.
struct Changes {
  std::string repository;  ///< The folder of the working tree.
  std::string base;        ///< The commit compared with, in full: the last one that the revision and HEAD share.
  /// Lines (from 1) that are new or edited; a line that was only moved, within a file or between two, is neither.
  std::map<std::string, std::set<uint32_t>> lines;
  std::map<std::string, std::string> old_path;  ///< Of files that were renamed.
};

/// Answers nothing, with one line in `trouble`, where `folder` is in no repository or knows no such revision.
std::optional<Changes> changes_since(const std::string& folder, const std::string& revision, std::string& trouble);

/// Writes the files of the commit `base` below `folder`, which is emptied first. False: one line in `trouble`.
bool check_out(const Changes& changes, const std::string& folder, std::string& trouble);

}  // namespace ringfence
