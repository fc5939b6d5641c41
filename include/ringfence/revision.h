// Where a project stands in Git, and who wrote what in it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ringfence {

struct Revision {
  std::string repository;  ///< The folder of the working tree.
  std::string name;        ///< Of the project that `origin` names, else of the folder: "crm".
  std::string commit;      ///< In full; empty: nothing is committed yet.
  std::string branch;      ///< Empty: HEAD names a commit and no branch, as CI servers check out.
  bool modified = false;   ///< Files that Git knows differ from the commit.
};

/// Nothing where `folder` is in no repository.
std::optional<Revision> revision_of(const std::string& folder);

/// Blames lines as the files stand on disk; remembers what it read.
class LineAuthors {
 public:
  explicit LineAuthors(const std::string& folder);
  ~LineAuthors();
  LineAuthors(const LineAuthors&) = delete;
  LineAuthors& operator=(const LineAuthors&) = delete;

  struct Author {
    std::string name;
    std::string date;  ///< "2026-07-14", in UTC.
  };
  /// Who last changed the line (from 1) of a file (absolute); nothing of a line that is not committed, or of no repository.
  std::optional<Author> of(const std::string& file, uint32_t line);

 private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace ringfence
