#include "audit/trail.h"

namespace crmfactory::audit {

void note(TenantTransaction& txn, const std::string& action, const std::string& object) {
  txn.query("INSERT INTO public.admin_audit (tenant_id, actor_id, action, object) VALUES ($1, $2::uuid, $3, $4)", txn.session().tenant_id(),
            txn.session().member_id(), action, object);
}

pqxx::result latest(TenantTransaction& txn) {
  return txn.query("SELECT actor_id, action, object, at FROM public.admin_audit WHERE tenant_id = $1 ORDER BY at DESC LIMIT 100",
                   txn.session().tenant_id());
}

}  // namespace crmfactory::audit
