#include "db/transaction.h"

namespace astracrm::db {

Transaction::Transaction(pqxx::connection& connection, const access::Member& member) : work_(connection) {
  work_.exec_params("SELECT set_config('app.user_id', $1, true)", member.user_id());
}

}  // namespace astracrm::db
