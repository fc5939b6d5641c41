#include "db/transaction.h"

namespace astrix::db {

Transaction::Transaction(pqxx::connection& connection, const http::Session& session) : work_(connection) {
  work_.exec_params(
      "SELECT set_config('app.organization_id', $1, true), set_config('app.agency_id', $2, true), "
      "set_config('app.client_id', $3, true)",
      session.organization_id(), session.agency_id(), session.client_id());
}

}  // namespace astrix::db
