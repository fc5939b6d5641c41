#pragma once

#include "tenancy/transaction.h"

namespace crmfactory::jobs {

/// In the schema of one customer; nothing happens before the account has been closed for 120 days.
void purge_closed_tenant(TenantTransaction& txn);
/// Raw telemetry of the customer.
long purge_usage_events(TenantTransaction& txn);

}  // namespace crmfactory::jobs
