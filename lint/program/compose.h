// From a text with holes to SQL that can be parsed, each byte with the way back to where it was typed.
#pragma once

#include <functional>
#include <vector>

#include "lint/program/text.h"
#include "ringfence/code.h"

namespace ringfence::program {

/// Gives the Source of a unit's file, null where there is none.
using FileSource = std::function<const Source*(const Unit& unit, int32_t file)>;

struct Composed {
  SqlText text;
  std::vector<TextHole> holes;
  std::vector<Located> hole_values;  ///< One for each hole.
  std::vector<int> ordinal;          ///< By placeholder: which bound argument it is, from 1; 0: none (a hole).
  bool parses = false;
};

enum class HoleFilling : uint8_t {
  kByPlace,    ///< By what stands around the hole.
  kUntilRead,  ///< Whatever lets the parser read on: a name, an expression, a column, a query, nothing.
};

/// The statements of a text; none where nothing of it is known or nothing of it lies in a file.
std::vector<Composed> compose(const Text& text, const FileSource& source_of, HoleFilling filling = HoleFilling::kByPlace);

}  // namespace ringfence::program
