#include "integrations/connections.h"

#include <cstdlib>
#include <stdexcept>

namespace astrix::integrations {

std::int64_t connect(db::Transaction& txn, const http::Session& session, const Connection& connection) {
  return txn
      .one(
          "INSERT INTO integrations (organization_id, client_id, provider, account_ref, secret_arn) VALUES ($1, $2, $3, $4, $5) "
          "ON CONFLICT (organization_id, client_id, provider, account_ref) DO UPDATE SET secret_arn = excluded.secret_arn "
          "RETURNING id",
          session.organization_id(), session.client_id(), connection.provider, connection.account_ref, connection.secret_arn)["id"]
      .as<std::int64_t>();
}

void disconnect(db::Transaction& txn, const http::Session& session, std::int64_t integration_id) {
  txn.run("DELETE FROM integrations WHERE organization_id = $1 AND client_id = $2 AND id = $3", session.organization_id(),
          session.client_id(), integration_id);
}

std::string meta_app_secret() {
  const char* secret = std::getenv("ASTRIX_META_APP_SECRET");
  if (secret == nullptr) throw std::runtime_error("ASTRIX_META_APP_SECRET is not set");
  return secret;
}

}  // namespace astrix::integrations
