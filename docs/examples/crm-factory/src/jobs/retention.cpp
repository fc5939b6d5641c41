#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace crmfactory::jobs {

void purge_closed_tenant(TenantTransaction& txn) {
  txn.query("SELECT purge_closed_tenant()");
  spdlog::info("the schema of tenant {} was looked through", txn.session().tenant_id());
}

long purge_usage_events(pqxx::work& work) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all tenants, and no request starts it
  const auto purged = work.exec("DELETE FROM public.usage_events WHERE recorded_at < now() - interval '90 days'");
  return static_cast<long>(purged.affected_rows());
}

}  // namespace crmfactory::jobs
