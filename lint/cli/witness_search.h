// Witnesses for the refuted statements of a project.
#pragma once

#include <functional>

#include "ringfence/engine.h"
#include "ringfence/report.h"
#include "ringfence/witness.h"

namespace ringfence::cli {

struct FoundWitness {
  Place statement;
  std::optional<Witness> witness;
  std::string why_not;  ///< Where there is none.
};

/// For each open policy and each refuted statement of the query files that `wanted` accepts, in order. Throws std::runtime_error where no
/// database is to be had.
std::vector<FoundWitness> find_witnesses(const Project& project, const WitnessOptions& options,
                                         const std::function<bool(Place statement)>& wanted, const Progress& progress);

/// Gives each witness to the first finding in its statement that gates.
void attach_witnesses(Report& report, const std::vector<FoundWitness>& witnesses);

}  // namespace ringfence::cli
