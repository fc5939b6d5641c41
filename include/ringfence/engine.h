// The pipeline that joins front ends, analysis and rules; every host calls it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/code.h"
#include "ringfence/columns.h"
#include "ringfence/facts.h"
#include "ringfence/live.h"
#include "ringfence/policy.h"
#include "ringfence/project_files.h"
#include "ringfence/report.h"
#include "ringfence/rule.h"

namespace ringfence {

/// A project as it was read: what findings and facts point into. Keep it as long as a Report of it is used.
struct Project {
  Policy policy;
  std::vector<SourcePtr> schema_sources;
  std::vector<SourcePtr> query_sources;
  std::optional<LiveDatabase> database;  ///< Then its `schema` is `schema_sources`.
  std::vector<SourcePtr> migrations;     ///< With a database: what it was compared with.
  CodeReading code;  ///< SQL in C++, where the policy names any.
  std::vector<std::string> code_warnings;  ///< What of the C++ did not compile, one line each; the rest of it was read.
  std::unique_ptr<Catalog> catalog;
  ColumnClasses columns;  ///< What the catalog's columns hold.
  Facts input_facts;  ///< Mistakes in the policy, unread input, allow-comments of schema files.
  std::vector<std::string> trouble;  ///< Files that could not be read at all, one line each: "db/x.sql: Permission denied".
  int units_not_cached = 0;  ///< With CodeOptions::only_cached: C++ units of which nothing is known.
};

/// Called now and then on long work, from one thread at a time.
using Progress = std::function<void(std::string_view phase, size_t done, size_t total)>;

/// How C++ is read.
struct CodeOptions {
  std::string cache;               ///< Folder; empty: `.ringfence/cache` beside the TOML.
  bool keep = true;                ///< Whether anything is kept there.
  bool skip = false;               ///< No C++ at all.
  bool only_cached = false;        ///< Take what the cache has and leave out the rest: nothing is extracted, nothing written.
  std::vector<std::string> flags;  ///< Of the compiler, instead of a compilation database.
  std::string program;             ///< The ringfence that extracts; empty: this program.
  int threads = 0;
  bool share_headers = true;       ///< Headers that several units include are parsed for all of them at once.
  int unit_seconds = 120;          ///< Of processor time that a unit may take.
  int unit_megabytes = 4000;       ///< Of memory.
  /// The project is another version of the one below this folder (absolute), whose compilation database counts; its own
  /// counterpart of that folder is `moved_to`. Empty: it is not.
  std::string moved_from;
  std::string moved_to;
};

/// Reads policy, schema, C++ and the list of query files. `files` not empty: only these (query files and C++) are checked,
/// and what the policy says of queries and C++ is not used. With a database its catalog is the schema, and migrations are
/// read only to be compared with it, where `compare` says so. Never throws.
Project open_project(Policy policy, std::vector<PolicyMistake> mistakes, const std::vector<std::string>& files,
                     const Progress& progress = {}, const CodeOptions& code = {}, const ProjectFiles& disk = ProjectFiles(),
                     std::optional<LiveDatabase> database = std::nullopt, bool compare = false);

/// "2026-11-20", here.
std::string today();

struct CheckOptions {
  std::vector<std::string> only;    ///< Rule ids or families; empty: all.
  std::vector<std::string> except;
  std::string baseline;             ///< JSON text of a baseline file; empty: none.
  std::string today;                ///< "2026-11-20": what `until` is compared with.
  /// Files that have another name now, relative to the project: their findings are known by that name.
  std::map<std::string, std::string> renamed;
  int threads = 0;                  ///< 0: one a core.
  bool reasons = false;             ///< Fill Proof::reasons (explain).
  std::function<bool()> stop;       ///< Asked between statements, by many threads; true: nobody wants the facts any more.
};

/// Facts of every query file and routine body, with proofs; in a stable order whatever the number of threads.
Facts observe_project(const Project& project, const CheckOptions& options, const Progress& progress = {});

/// observe_project, then rules, allow-comments and baseline.
Report check_project(const Project& project, const CheckOptions& options, const Progress& progress = {});

/// Rule ids and families: what `[rules]`, --only and --except may name.
std::vector<std::string> rule_names();

/// What a rule's findings weigh under policy and options; kOff: the rule is not run.
Severity effective_severity(const Rule& rule, const Policy& policy, const CheckOptions& options);

/// Runs the rules that policy and options leave on: those of the family `allow`, or all others.
std::vector<Finding> run_rules(const Facts& facts, const Policy& policy, const CheckOptions& options, bool about_allows);

/// Gives each finding its fingerprint, applies allow-comments (and adds allow-* findings) and the baseline, sorts.
/// `use`: how often statements ran; findings in those that ran most come first.
Report make_report(std::vector<Finding> findings, Facts& facts, const Policy& policy, const CheckOptions& options,
                   const std::map<const Source*, StatementUse>* use = nullptr);

/// A baseline that accepts today's findings: JSON, sorted, one entry a line so that it merges well. `only_known`: no others
/// than the baseline that the report was made with.
std::string make_baseline(const Report& report, bool only_known = false);

/// What is remembered of a finding: ReportedFinding::fingerprint and ::content (may be empty).
struct KnownFinding {
  std::string fingerprint;
  std::string content;
};

/// For each finding of the report the one of `known` that it is, by index, or -1. One that is known by its content only is
/// taken for it where the file that it was known in has it no more.
std::vector<int> recognise(const Report& report, const std::vector<KnownFinding>& known);

/// Why a text is no baseline; empty: it is one.
std::string baseline_problem(const std::string& text);

}  // namespace ringfence
