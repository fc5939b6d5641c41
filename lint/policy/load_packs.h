// The policy packs that a `ringfence.toml` names.
#pragma once

#include <string>
#include <vector>

#include "ringfence/policy_reader.h"

namespace ringfence::policy {

/// Reads the packs of `reading.policy.pack_names` and lays them below what the policy says itself.
void load_packs(PolicyReading& reading, const std::vector<std::string>& rule_ids, const ProjectFiles& disk);

}  // namespace ringfence::policy
