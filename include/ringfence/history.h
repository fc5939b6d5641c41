// What is remembered of a project from run to run: which findings there were, since when, what was accepted, and how
// commitments stood. `check --record` writes it, `review` reads it. Tables and their meaning: docs/review.md.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "ringfence/engine.h"
#include "ringfence/report.h"

namespace ringfence {

/// A finding that a comment or the baseline accepts.
struct Acceptance {
  std::string how;     ///< "comment" or "baseline"
  std::string reason;
  std::string by;      ///< Who wrote the comment or the baseline's line, as Git tells; empty: not known.
  std::string since;   ///< "2026-07-14": when that was; empty: not known.
  std::string until;   ///< Its last day; empty: for good.
  std::string at;      ///< "db/queries/deals.sql:12"
  bool operator==(const Acceptance&) const = default;
};

/// A finding in words: no places into sources, which will have changed.
struct RecordedFinding {
  std::string fingerprint;
  std::string content;   ///< As ReportedFinding::content.
  std::string rule;
  std::string severity;
  std::string path;      ///< Relative to the project; empty: of no file.
  uint32_t line = 0;
  std::string what;
  std::string advice;
  std::string owner;     ///< Of the file, by CODEOWNERS; empty: nobody is named.
  std::optional<Acceptance> acceptance;
};

struct RecordedCommitment {
  std::string pack;
  std::string id;
  std::string clause;
  std::string promise;
  std::string status;                 ///< In the words of to_string(CommitmentState::Status).
  std::vector<std::string> evidence;
  std::vector<std::string> findings;  ///< Fingerprints.
  std::string reason;                 ///< Of one that is not checkable.
  std::string name() const { return pack + "/" + id; }
};

struct RecordedPack {
  std::string name;
  std::string title;
  std::string version;
  std::string digest;  ///< Of its text.
};

/// A table and whose rows it holds.
struct RecordedTable {
  std::string name;
  std::string owner_class;  ///< In the words of to_string(OwnerClass).
  std::string owner;        ///< "org_id", "deal_id -> deals"
  std::string why;
  std::string at;
};

/// A column that holds personal data or a credential: a line of the records of processing.
struct RecordedColumn {
  std::string table;
  std::string column;
  std::string type;
  std::string data_class;
  std::string category;
  std::string fides;                    ///< The key of fideslang's taxonomy.
  std::string treatment;
  std::string protection;               ///< "protected", "plaintext", "not shown"; empty: none is asked for.
  std::vector<std::string> evidence;
  std::vector<std::string> goes_to;     ///< What was seen: "log (src/signup.cpp:12)".
  std::vector<std::string> recipients;  ///< Whom `[[recipients]]` lets have the category.
  std::vector<std::string> retention;   ///< Of packs: "at most 90 days (aetrix/logs)".
  std::string why;
  std::string name() const { return table + "." + column; }
};

/// Data that leaves the program and could not be followed back to a column.
struct RecordedFlow {
  std::string given;
  std::string category;
  std::string data_class;
  std::string channel;
  std::string recipient;
  std::string at;
};

/// What a run saw of the project besides findings. It changes seldom, and is stored once for all runs that saw the same.
struct ProjectState {
  std::vector<RecordedTable> tables;
  std::vector<RecordedColumn> columns;
  std::vector<RecordedFlow> flows;
  std::vector<std::string> rules_off;   ///< Rules that were not run.
  std::vector<std::string> not_read;    ///< One line for each file, unit or statement.
  std::vector<std::string> unknown;     ///< Statements that got no answer, with the reason.
  int dynamic_sql = 0;                  ///< Texts put together at run time.
  int calls_without_text = 0;           ///< Calls of a database whose text stands nowhere in the program.
};

struct RunCounts {
  int errors = 0;
  int warnings = 0;
  int notes = 0;
  int audits = 0;
  int accepted = 0;
};

/// One run, without what it found.
struct RunSummary {
  int64_t id = 0;        ///< Given by the history.
  std::string at;        ///< "2026-11-20T18:01:02Z"
  double seconds = 0;
  bool complete = true;  ///< false: something could not be read, so that what is not found may still be there.
  std::string commit;    ///< Empty: no Git.
  bool modified = false; ///< Files differed from the commit.
  std::string tool;
  std::string knowledge;
  std::string policy;    ///< Digest of ringfence.toml.
  std::string command;
  std::vector<RecordedPack> packs;
  RunCounts counts;
  Coverage coverage;
  std::string date() const { return at.substr(0, 10); }
  /// Findings of two runs can be compared for what the code did only where these are the same.
  std::string made_with() const;
};

struct RunRecord : RunSummary {
  std::string project;   ///< Runs of one project and branch follow each other.
  std::string branch;
  ProjectState state;
  std::vector<RecordedFinding> findings;
  std::vector<RecordedCommitment> commitments;
};

/// How long a finding, or a commitment, was as it was.
template <typename What>
struct Lasting {
  What what;
  int64_t identity = 0;   ///< The same for the same finding at other times.
  int64_t first_run = 0;
  int64_t gone_run = 0;   ///< The first run that had it no more, or had it otherwise; 0: none yet.
};

/// What happened in a time.
struct HistorySlice {
  std::vector<RunSummary> runs;                       ///< In order; the last one before `from` comes first, where there is one.
  bool begins_before = false;                         ///< Whether that one is there.
  std::vector<Lasting<RecordedFinding>> findings;     ///< Those that any of these runs had.
  std::vector<Lasting<RecordedCommitment>> commitments;
  ProjectState last_state;                            ///< Of the last of `runs`.
};

/// What went wrong, in one line, without any password.
struct HistoryError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class History {
 public:
  virtual ~History() = default;
  /// For each of a report's findings the known one that it is, by index, or -1; ringfence::recognise is one.
  using Recognise = std::function<std::vector<int>(const std::vector<KnownFinding>&)>;

  /// Stores all of it or nothing, and answers its number. Writers wait for each other. Findings of the run before that it
  /// does not have are gone, unless it is not complete. Throws HistoryError, like all here.
  virtual int64_t record(const RunRecord& run, const Recognise& recognise) = 0;
  /// `from` and `to` are days ("2026-07-01"), both included, in UTC.
  virtual HistorySlice read(const std::string& project, const std::string& branch, const std::string& from, const std::string& to) = 0;
  /// Branches of the project that have runs, the most recent first.
  virtual std::vector<std::string> branches(const std::string& project) = 0;
};

/// Opens and, where it is new or of an older version, makes it what this version wants. `where`: a postgres:// or
/// postgresql:// URL, or a file of SQLite. `may_create`: whether a missing file is made.
std::unique_ptr<History> open_history(const std::string& where, bool may_create);
/// `where` as it may be shown: without a password.
std::string shown_history(const std::string& where);

/// Who answers for files, as a repository tells.
class Responsible {
 public:
  virtual ~Responsible() = default;
  struct Author {
    std::string name;
    std::string date;  ///< "2026-07-14"
  };
  virtual std::optional<Author> author_of(const std::string& file, uint32_t line) { (void)file, (void)line; return std::nullopt; }
  virtual std::string owner_of(const std::string& file) { (void)file; return {}; }
};

/// By Git's blame and the CODEOWNERS of the repository; of no repository (an empty folder) nothing is known.
std::unique_ptr<Responsible> responsible_in(const std::string& repository);

/// What a run is besides what it found.
struct RunOrigin {
  std::string repository;             ///< Its folder; empty: no Git.
  std::string project;
  std::string branch;
  std::string commit;
  bool modified = false;
  std::string knowledge;
  std::string baseline;               ///< The baseline's file, absolute; empty: there is none.
  std::vector<std::string> command;   ///< As it was called.
  std::vector<std::string> trouble;   ///< Files in which nothing could be read.
  bool complete = true;               ///< What the report itself cannot tell: all rules, all files.
};

/// Puts a report into words. Values that are never to be shown are in none of them.
RunRecord record_of(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin, Responsible& responsible);

}  // namespace ringfence
