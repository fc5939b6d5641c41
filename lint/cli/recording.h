// What `check --record` and `review` share: where the history is, and what a run is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lint/cli/command.h"
#include "ringfence/history.h"

namespace ringfence::cli {

struct HistoryOptions {
  std::string where;   ///< A URL or a file; empty: what the TOML says, else `.ringfence/history.db` beside it.
  std::string branch;  ///< Empty: Git's.
};

/// --history and --branch.
void add_history_options(CLI::App& command, HistoryOptions& options);

/// Where the project's runs are recorded.
std::string history_of(const Policy& policy, const HistoryOptions& options);

/// Project, branch and commit, by Git, the TOML and the options; with the command line of this program. `baseline`: its file.
RunOrigin origin_of(const Project& project, const HistoryOptions& options, const std::string& baseline);

/// Puts a report into the words of a history.
RunRecord recorded(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin);

/// Stores a run. Throws HistoryError.
void store(History& history, RunRecord& run, const Report& report);

}  // namespace ringfence::cli
