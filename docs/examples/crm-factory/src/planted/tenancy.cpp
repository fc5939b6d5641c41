#include "planted/features.h"

namespace crmfactory::planted {

// Breaks tenant-schema-transaction: as it was before there was a pool.
void enter(pqxx::work& work, const Session& session) {
  work.exec("SET search_path TO " + work.quote_name(session.tenant_schema()) + ", public");  // expect: schema-session-setting
}

void enter_for_transaction(pqxx::work& work, const Session& session) {
  work.exec("SET LOCAL search_path TO " + work.quote_name(session.tenant_schema()) + ", public");
}

// Breaks tenant-schema-quoted.
long deals_of(pqxx::work& work, const std::string& tenant_schema) {
  return work.exec1("SELECT count(*) FROM " + tenant_schema + ".deals")[0].as<long>();  // expect: schema-unquoted-tenant
}

long quoted_deals_of(pqxx::work& work, const std::string& tenant_schema) {
  return work.exec1("SELECT count(*) FROM " + work.quote_name(tenant_schema) + ".deals")[0].as<long>();
}

// Breaks tenant-scope-shared-tables.
pqxx::result invoices_of(pqxx::work& work, const std::string& invoice_id) {
  return work.exec_params("SELECT amount FROM public.invoices WHERE id = $1::uuid", invoice_id);  // expect: tenant-id-only-lookup
}

// Breaks audit-trail.
void forget_trail(TenantTransaction& txn) {
  txn.query("DELETE FROM public.admin_audit WHERE tenant_id = $1 AND action = 'test'", txn.session().tenant_id());  // expect: lifecycle-mutable-audit
  txn.query("DELETE FROM public.sso_sessions WHERE tenant_id = $1 AND expires_at < now()", txn.session().tenant_id());
}

}  // namespace crmfactory::planted
