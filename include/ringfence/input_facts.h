// Facts about what was read: text that is no SQL, mistakes in the configuration, comments that allow findings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ringfence/source.h"

namespace ringfence {

/// Text that could not be read.
struct UnreadInput {
  Place at;
  std::string what;          ///< "syntax error at or near \"FORM\""
  std::string newer_syntax;  ///< Named where the construct is newer than PostgreSQL 15: "JSON_TABLE (PostgreSQL 17)".
  bool in_schema = false;
};

/// A mistake in `ringfence.toml`.
struct PolicyMistake {
  Place at;
  std::string what;
  std::string advice;        ///< With the nearest valid name, where there is one.
};

/// What one allow-comment hides: `-- ringfence:allow RULE [, RULE] [until YYYY-MM-DD]: reason`.
struct AllowComment {
  Place at;
  std::vector<std::string> rules;
  std::string reason;        ///< Empty: given none.
  std::string until;         ///< "2027-03-31", empty: for good.
  bool malformed = false;    ///< `until` is no date, or no rule is named.
  bool used = false;         ///< Filled by the engine.
  bool expired = false;      ///< Filled by the engine.
  /// Lines (from 1) of the same source whose findings it hides, inclusive.
  uint32_t first_line = 0;
  uint32_t last_line = 0;
};

}  // namespace ringfence
