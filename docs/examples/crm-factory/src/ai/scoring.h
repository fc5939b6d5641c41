#pragma once

#include "tenancy/transaction.h"

namespace crmfactory::ai {

/// Scores every contact by how it writes, from the tenant's own messages, by the tenant's own weights. Nothing leaves.
void score_leads(TenantTransaction& txn);

}  // namespace crmfactory::ai
