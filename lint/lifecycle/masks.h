// SQL that makes nothing readable of what it is given.
#pragma once

#include "ringfence/policy.h"
#include "ringfence/query.h"

namespace ringfence::lifecycle {

bool masks(const Query& query, const Expression& call, const Policy& policy);

}  // namespace ringfence::lifecycle
