// What may be written at a place: keys and values of ringfence.toml, rules in allow-comments.
#pragma once

#include <string>
#include <vector>

#include "ringfence/source.h"
#include "ringfence/workspace.h"

namespace ringfence {

struct Suggestion {
  std::string text;    ///< What is inserted in place of Suggestions::at.
  std::string detail;  ///< One line.
  std::string manual;  ///< Markdown; empty: none.
  enum class Kind : uint8_t { kKey, kValue, kRule, kTable, kColumn } kind = Kind::kValue;
};

struct Suggestions {
  Span at;  ///< What is written so far.
  std::vector<Suggestion> all;
};

/// `snapshot` may be null: names of tables and columns are then not known.
Suggestions complete_configuration(const Source& text, uint32_t offset, const ProjectSnapshot* snapshot);

/// Rule ids behind `ringfence:allow`; nothing elsewhere.
Suggestions complete_allow_comment(const Source& text, uint32_t offset);

}  // namespace ringfence
