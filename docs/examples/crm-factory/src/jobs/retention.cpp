#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace crmfactory::jobs {

void purge_closed_tenant(TenantTransaction& txn) {
  txn.query("SELECT purge_closed_tenant($1)", txn.session().tenant_id());
  spdlog::info("the schema of tenant {} was looked through", txn.session().tenant_id());
}

long purge_usage_events(TenantTransaction& txn) {
  const auto purged = txn.query("DELETE FROM public.usage_events WHERE tenant_id = $1 AND recorded_at < now() - interval '90 days'", txn.session().tenant_id());
  return static_cast<long>(purged.affected_rows());
}

}  // namespace crmfactory::jobs
