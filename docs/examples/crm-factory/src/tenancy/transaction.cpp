#include "tenancy/transaction.h"

namespace crmfactory {

TenantTransaction::TenantTransaction(pqxx::connection& connection, const Session& session) : work_(connection), session_(session) {
  work_.exec("SET LOCAL search_path TO " + work_.quote_name(session.tenant_schema()) + ", public");
  work_.exec_params("SELECT set_config('role', $1, true)", session.level());
}

}  // namespace crmfactory
