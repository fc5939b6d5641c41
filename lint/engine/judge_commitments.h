// How it stands with each commitment of the policy packs.
#pragma once

#include "ringfence/engine.h"

namespace ringfence::engine {

/// Fills `report.commitments` from the findings, which are complete, and from what the facts say was looked at.
void judge_commitments(Report& report, const Facts& facts, const Policy& policy, const CheckOptions& options);

}  // namespace ringfence::engine
