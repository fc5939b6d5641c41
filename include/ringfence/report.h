// Findings after configuration, allow-comments and baseline, in stable order, with what was covered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ringfence/code.h"
#include "ringfence/finding.h"
#include "ringfence/live.h"
#include "ringfence/promise.h"
#include "ringfence/witness.h"

namespace ringfence {

struct Suppression {
  /// kUnchanged: it was there before the change that is looked at, and is no part of it.
  enum class Kind : uint8_t { kAllowComment, kBaseline, kUnchanged };
  Kind kind = Kind::kAllowComment;
  std::string reason;
  Place at;  ///< The allow-comment; empty for a baseline.
};

/// How urgent a finding is beside the others, and why.
struct Priority {
  static constexpr int kHighest = 170;
  int score = 0;        ///< From 0; the higher, the sooner it should be looked at. Of what it is made: docs/gate.md.
  std::string because;  ///< One line: "14 of 15 uses of deals are tied to the tenant, this one is not"; may be empty.
};

struct ReportedFinding {
  Finding finding;
  Priority priority;
  /// Survives line shifts: a hash of rule, path, subject, the statement's normalised text and an occurrence number.
  std::string fingerprint;
  /// The same without the path: what is recognised when its text is moved to another file.
  std::string content;
  std::optional<Witness> witness;          ///< Rows that show it, where they were looked for.
  std::optional<StatementUse> use;         ///< Of the statement it stands in, where a server has counted.
  std::optional<Suppression> suppression;  ///< Set: shown in SARIF, hidden in text, does not gate.
};

/// How much was looked at, and how far the proofs reached. Every report tells it.
struct Coverage {
  int schema_files = 0;
  int query_files = 0;
  std::string database;         ///< Whose catalog is the schema; empty: migrations are.
  int executed_statements = 0;  ///< That it told of.
  int unread_files = 0;       ///< Files that could not be opened or decoded.
  int tables = 0;
  int owned_tables = 0;
  int unclassified_tables = 0;
  int statements = 0;         ///< Application statements (queries and routine bodies), read or not.
  int unread_statements = 0;  ///< Of queries and schema.
  int relation_uses = 0;      ///< Uses of owned tables.
  int proven = 0;             ///< Of relation uses, like the next three.
  int conditional = 0;
  int refuted = 0;
  int unknown = 0;
  CodeCoverage code;          ///< Of C++; no units: there is none.
};

/// A statement whose verdict is unknown, listed with --show-unknown.
struct UnknownStatement {
  Place at;
  std::string name;
  std::string because;
};

/// How it stands with a commitment of a policy pack.
struct CommitmentState {
  enum class Status : uint8_t {
    kKept,          ///< Something was there to look at, and nothing breaks it.
    kBroken,
    kAccepted,      ///< What breaks it is allowed by a comment or the baseline.
    kNotShown,      ///< Nothing breaks it, and not everything could be decided, or nothing was there to look at.
    kNotCheckable,
  };
  Commitment commitment;
  Status status = Status::kNotShown;
  std::vector<std::string> evidence;  ///< One line each, with the place at its end where it has one.
  std::vector<int> findings;          ///< Into Report::findings, those that break it; accepted ones too.
};
std::string_view to_string(CommitmentState::Status status);  ///< "kept", "broken", "accepted", "not shown", "not checkable"

struct Report {
  std::vector<ReportedFinding> findings;  ///< Of statements a server has counted, the most used first; then by path, line, column, rule.
  Coverage coverage;
  std::vector<CommitmentState> commitments;  ///< Of all packs, in their order.
  std::vector<UnknownStatement> unknown;
  std::vector<Place> secrets;             ///< Values that are never to be shown, also not where their line is quoted.
  std::vector<std::string> unreadable;    ///< One line for each file in which nothing at all could be read.
  int baseline_known = 0;                 ///< Findings that the baseline accepts.
  int unchanged = 0;                      ///< Findings that were there before the change that is looked at.
  std::vector<std::string> baseline_gone; ///< One line for each baseline entry that no longer occurs.
  double seconds = 0;

  /// Findings that are not suppressed.
  int count(Severity severity) const;
};

}  // namespace ringfence
