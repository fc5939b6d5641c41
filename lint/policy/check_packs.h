// What packs of the project's own say, held against the schema.
#pragma once

#include <vector>

#include "ringfence/policy_reader.h"

namespace ringfence::policy {

/// Tables and columns that there are not, and recipients that nobody declared. Of packs that ship with ringfence there is
/// no place to point at; their commitments are then not shown to be kept.
std::vector<PolicyMistake> check_packs(const Policy& policy, const Catalog& catalog);

}  // namespace ringfence::policy
