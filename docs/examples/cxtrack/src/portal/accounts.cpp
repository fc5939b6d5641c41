#include "portal/accounts.h"

#include <spdlog/spdlog.h>

#include "crypto/seal.h"

namespace cxtrack::portal {

void set_password(db::Transaction& txn, const http::Request& request) {
  txn.query("UPDATE portal_users SET password_hash = $3 WHERE id = $2::uuid AND org_id = $1", txn.session().org_id(), request.path_param("id"),
            crypto::hash_password(request.json().at("password").get<std::string>()));
}

void close_account(db::Transaction& txn, const std::string& portal_user_id) {
  txn.query("UPDATE portal_users SET deleted_at = now() WHERE id = $2::uuid AND org_id = $1", txn.session().org_id(), portal_user_id);
  spdlog::info("portal account {} was closed", portal_user_id);
}

}  // namespace cxtrack::portal
