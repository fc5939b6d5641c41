// A project that stays open while its files change, for editors: texts that are not saved yet lie over files, what has
// changed is read again, and the statements of one file are checked without the others. Knows nothing of protocols.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ringfence/engine.h"
#include "ringfence/observation.h"

namespace ringfence {

/// A project as it was at one time. Immutable and thread-safe; whoever holds findings keeps it.
struct ProjectSnapshot {
  Project project;
  std::unique_ptr<const Observation> observation;
};
using SnapshotPtr = std::shared_ptr<const ProjectSnapshot>;

/// What a file is to a project.
enum class FileRole : uint8_t { kNone, kConfiguration, kSchema, kQueries };

/// The findings in one file, as `ringfence check` of the project shows them.
struct FileReport {
  std::string path;    ///< Absolute.
  SourcePtr text;      ///< What was checked.
  Report report;       ///< Findings of this file only; coverage of the whole project is not counted.
  SnapshotPtr snapshot;
  std::vector<SourcePtr> others;  ///< Texts that labels point into, beside those of the snapshot.
};

struct WorkspaceOptions {
  std::string config;     ///< The ringfence.toml, absolute.
  std::string baseline;   ///< A baseline's file; empty: the one that the configuration names.
  std::string cache;      ///< Where `ringfence check` keeps the facts of C++; empty: `.ringfence/cache` beside the TOML.
  bool skip_code = false; ///< No C++, not even from the cache.
  int threads = 0;
  /// Asked during long work, by many threads: true, and what is being made is given up. Has to stay true until then.
  std::function<bool()> stop;
};

/// Reads, and never writes. For one thread at a time; what it answers may go to others.
class Workspace {
 public:
  explicit Workspace(WorkspaceOptions options);
  ~Workspace();

  const std::string& config() const;

  /// From now on `text` is what the file says; `path` is absolute and need not exist.
  void lay_over(const std::string& path, std::string text);
  /// The file on disk counts again.
  void uncover(const std::string& path);
  /// Looks which of the files that were read have changed on disk, and whether there are new ones.
  void look_at_disk();

  /// The project as it is now; read again where schema, configuration or the list of files has changed. Null where the
  /// configuration cannot be read (`trouble` says why), or the work was given up.
  SnapshotPtr snapshot();
  const std::string& trouble() const;

  /// Of the snapshot.
  FileRole role_of(const std::string& path);
  /// The file's text now: what lies over it, or the disk's; null where there is none.
  SourcePtr text_of(const std::string& path);
  /// Nothing for a file that is no part of the project, or where the work was given up.
  std::optional<FileReport> check(const std::string& path);
  /// Facts of a query file as they are kept; places are the file's. Null where `check` would answer nothing.
  std::shared_ptr<const Facts> facts_of(const std::string& path);

  /// Whether findings in configuration and schema may have changed since `check` was last called for one of them.
  bool is_schema_report_outdated() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ringfence
