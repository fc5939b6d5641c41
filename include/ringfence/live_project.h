// A project that stays open while somebody edits its C++: for hosts that parse units themselves, one at a time and again and
// again. All that an edit does not touch is kept.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "ringfence/engine.h"
#include "ringfence/unit.h"

namespace ringfence {

/// What is known of the project with one unit as the host has it.
struct UnitReport {
  const Source* source = nullptr;  ///< The unit's main file.
  Report report;
  Facts facts;
  const CodeReading* code = nullptr;
  std::map<const Source*, std::string> paths;  ///< Absolute, of everything that places point into.
  std::shared_ptr<const void> kept;            ///< What they point into.
};
using UnitReportPtr = std::shared_ptr<const UnitReport>;

/// Thread-safe. What a file of the project says is read again when the file has changed; how often that is looked up is limited.
class LiveProject {
 public:
  /// `toml`: the absolute path of a ringfence.toml.
  explicit LiveProject(std::string toml);
  ~LiveProject();

  /// Files below it are the project's own.
  const std::string& folder() const;

  /// Links `unit` with the others that the cache of facts has. `text` is its main file's, as the host has it.
  UnitReportPtr check(Unit unit, std::string text);

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

/// The projects that a process has met.
class LiveProjects {
 public:
  /// The project of the nearest ringfence.toml in the file's folder or above; null where there is none.
  std::shared_ptr<LiveProject> of_file(const std::string& path);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<LiveProject>> by_toml_;
};

}  // namespace ringfence
