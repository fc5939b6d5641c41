#include "db/transaction.h"

namespace cxtrack::db {

Transaction::Transaction(pqxx::connection& connection, const Session& session) : work_(connection), session_(session) {
  work_.exec("SET LOCAL ROLE cxtrack_server");
  work_.exec_params("SELECT set_config('app.org_id', $1, true)", session.org_id());
}

}  // namespace cxtrack::db
