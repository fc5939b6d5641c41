// What ringfence tells people: what is wrong, why, and what to do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ringfence/source.h"

namespace ringfence {

struct Table;

enum class Severity : uint8_t { kOff, kAudit, kNote, kWarning, kError };

std::string_view to_string(Severity severity);
std::optional<Severity> severity_from(std::string_view word);

/// A second place that explains the finding ("owned through its column 'org_id'").
struct Label {
  Place at;
  std::string text;
};

/// Replacement of `at` by `text`; an insertion has an empty span.
struct Edit {
  Place at;
  std::string text;
};

/// A change that is certain to be right: applied, the statement parses and the finding is gone.
struct Fix {
  std::string title;
  std::vector<Edit> edits;
};

struct Finding {
  std::string rule;       ///< "tenant-unscoped-read"
  Severity severity = Severity::kError;
  Place at;
  std::string what;       ///< One line.
  std::vector<Label> why;
  std::string advice;     ///< One line: what to do.
  std::vector<Fix> fixes;
  /// SQL for a new migration that mends it: to be run one after the other, outside a transaction, on a database in use.
  std::vector<std::string> migration;
  /// What identifies the finding when lines move: statement name or text digest, relation. Set by the rule's builder.
  std::string subject;
  /// Tables and columns it speaks of.
  struct Subject {
    const Table* table = nullptr;
    int column = -1;  ///< -1: the table as a whole.
  };
  std::vector<Subject> about;
  /// Names of the commitments (ringfence/promise.h) that it breaks, where the rule itself knows them.
  std::vector<std::string> breaks;
};

}  // namespace ringfence
