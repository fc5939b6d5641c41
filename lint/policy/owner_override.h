// One value of `[tenant.tables]`: "root", "key org_id, client_id", "via deal_id", "mixed org_id", "shared".
#pragma once

#include <optional>
#include <string_view>

#include "lint/policy/complaint.h"
#include "ringfence/policy.h"

namespace ringfence::policy {

struct OwnerReading {
  OwnerOverride owner;                 ///< Without its place.
  std::optional<Complaint> complaint;  ///< `owner` says nothing then.
};

OwnerReading read_owner(std::string_view text);

}  // namespace ringfence::policy
