// What an open project knows without its C++: configuration, schema, queries, and all that follows from them. Immutable.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "lint/engine/observer.h"
#include "ringfence/engine.h"
#include "ringfence/file_stamps.h"
#include "ringfence/row_security.h"

namespace ringfence::engine {

class LiveSchema {
 public:
  explicit LiveSchema(const std::string& toml);

  const Project& project() const { return project_; }
  const RowSecurity& security() const { return *security_; }
  /// Absolute paths of the project's sources.
  const std::map<const Source*, std::string>& paths() const { return paths_; }
  bool is_current() const;
  /// The text of the baseline that the configuration names; empty: none, or none that can be read.
  const std::string& baseline() const { return baseline_; }

  /// Facts of all but C++, and the prover they were made with.
  struct Observed {
    std::unique_ptr<const IsolationProver> prover;
    Facts facts;
  };
  /// Made when it is first asked for.
  const Observed& observed(bool sets_search_path) const;
  const ColumnObserver& columns() const { return *columns_; }

 private:
  std::map<std::string, std::vector<std::string>> matching() const;

  Project project_;
  std::string baseline_;
  std::unique_ptr<const RowSecurity> security_;
  std::unique_ptr<const ColumnObserver> columns_;
  std::map<const Source*, std::string> paths_;
  FileStamps stamps_;
  std::map<std::string, std::vector<std::string>> matched_;  ///< Files by pattern.
  mutable std::mutex mutex_;
  mutable Observed observed_[2];
};

}  // namespace ringfence::engine
