// From a pair of databases that differ in many rows to one row that makes the difference.
#pragma once

#include "lint/witness/laboratory.h"

namespace ringfence::witness {

struct Minimal {
  Population rows;  ///< Without `foreign`.
  StoredRow foreign;
  Outcome outcome;  ///< First: with the foreign row.
};

/// `slot` holds a pair on which the experiment differs; it is loaded again and again. Answers nothing where no single
/// row makes a difference.
std::optional<Minimal> minimise(Laboratory& laboratory, size_t slot, const Experiment& experiment);

}  // namespace ringfence::witness
