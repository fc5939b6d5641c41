// What the subcommands share: finding a project, writing output, exit codes.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ringfence/engine.h"
#include "ringfence/witness.h"

namespace ringfence::cli {

/// Exit codes, documented in docs/configuration.md.
inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kTrouble = 2;

/// One line on stderr, beginning `ringfence: `.
void complain(const std::string& message);

/// Where the project is and which files of it are meant.
struct Target {
  std::string config;              ///< Path of the ringfence.toml.
  std::vector<std::string> files;  ///< Query files named on the command line; empty: what the TOML says.
};

/// Sorts PATHs into projects: a folder (its ringfence.toml, or the nearest above) or .sql files. Complains and answers
/// nothing where there is no configuration to be found.
std::optional<std::vector<Target>> find_targets(const std::vector<std::string>& paths, const std::string& config);

/// A database to be read instead of migrations.
struct DatabaseOptions {
  std::optional<std::string> connection;  ///< As libpq takes it; empty: libpq's environment says all.
  bool compare = false;                   ///< And the migrations held against it.
};

/// Reads policy and project; shows progress on a terminal unless `quiet`. Complains where the TOML cannot be opened, or the
/// database cannot be read.
std::optional<Project> open_target(const Target& target, bool quiet, CodeOptions code = {}, const DatabaseOptions& database = {});

/// --database and --diff. `complete_database` says whether they fit together, and complains where not.
void add_database_options(CLI::App& command, DatabaseOptions& options);
bool complete_database(const DatabaseOptions& options);

/// --cache-dir, --no-cache, --no-cpp, --units-apart, --unit-seconds, --unit-megabytes.
void add_code_options(CLI::App& command, CodeOptions& options);

/// The path that `[inputs] baseline` names; empty where it names none.
std::string configured_baseline(const Policy& policy);
/// The text of a baseline; none where `path` is empty. False: told on stderr why it cannot be used.
bool read_baseline(const std::string& path, std::string& text);

/// Writes to `path` in one step (a half-written report is never seen), or to stdout where it is empty.
bool write_output(const std::string& path, const std::string& text);

bool use_color(const std::string& mode);
int terminal_width();

/// A progress line on stderr that shows up when work takes longer than half a second; erased by the destructor.
class ProgressLine {
 public:
  explicit ProgressLine(bool enabled);
  ~ProgressLine();
  Progress callback();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

using Action = std::function<int()>;

/// Each adds its subcommand to `app` and sets `action` when it is chosen.
/// `flags`: of the compiler, what stands behind `--`.
void add_check(CLI::App& app, Action& action, const std::vector<std::string>& flags);
void add_baseline(CLI::App& app, Action& action);
void add_catalog(CLI::App& app, Action& action);
void add_completion(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_extract(CLI::App& app, Action& action);
void add_facts(CLI::App& app, Action& action, const std::vector<std::string>& flags);
void add_init(CLI::App& app, Action& action);
void add_knowledge(CLI::App& app, Action& action);
void add_lsp(CLI::App& app, Action& action);
void add_policy(CLI::App& app, Action& action);
void add_review(CLI::App& app, Action& action);
void add_rules(CLI::App& app, Action& action);
void add_witness(CLI::App& app, Action& action);

/// --scratch-database and the like.
void add_witness_options(CLI::App& command, WitnessOptions& options);

}  // namespace ringfence::cli
