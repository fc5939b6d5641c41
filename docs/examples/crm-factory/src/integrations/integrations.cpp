#include "integrations/integrations.h"

#include <spdlog/spdlog.h>

#include <stdexcept>

#include "audit/trail.h"
#include "crypto/seal.h"

namespace crmfactory::integrations {

std::string connect(TenantTransaction& txn, const std::string& system, const Credentials& credentials) {
  const auto made = txn.query(
      "INSERT INTO integrations (system, client_secret_encrypted, refresh_token_encrypted) VALUES ($1, $2, $3) RETURNING id", system,
      crypto::seal(credentials.client_secret), crypto::seal(credentials.refresh_token));
  audit::note(txn, "connect", system);
  spdlog::info("{} was connected", system);
  return made[0]["id"].as<std::string>();
}

// What opens the other system goes with it.
void disconnect(TenantTransaction& txn, const std::string& id) {
  txn.query(
      "UPDATE integrations SET disconnected_at = now(), client_secret_encrypted = NULL, refresh_token_encrypted = NULL WHERE id = $1::uuid", id);
  audit::note(txn, "disconnect", id);
}

std::string refresh_token(TenantTransaction& txn, const std::string& id) {
  const auto row = txn.query_maybe("SELECT refresh_token_encrypted FROM integrations WHERE id = $1::uuid AND disconnected_at IS NULL", id);
  if (!row) throw std::runtime_error("integration " + id + " is not connected");
  return crypto::unseal((*row)["refresh_token_encrypted"].as<std::string>());
}

}  // namespace crmfactory::integrations
