#include "google/tokens.h"

#include <spdlog/spdlog.h>

#include <stdexcept>

namespace cxtrack::google {

std::string connect(db::Transaction& txn, const Tokens& tokens) {
  const auto account = txn.query(
      "INSERT INTO google_accounts (org_id, user_id, access_token, refresh_token) "
      "VALUES ($1, $2::uuid, vault.create_secret($3, 'google access'), vault.create_secret($4, 'google refresh')) RETURNING id",
      txn.session().org_id(), txn.session().user_id(), tokens.access_token, tokens.refresh_token);
  spdlog::info("user {} connected a Google account", txn.session().user_id());
  return account[0]["id"].as<std::string>();
}

void disconnect(db::Transaction& txn, const std::string& account_id) {
  const auto account = txn.query_maybe("SELECT access_token, refresh_token FROM google_accounts WHERE id = $2::uuid AND org_id = $1 FOR UPDATE",
                                       txn.session().org_id(), account_id);
  if (!account) throw std::runtime_error("no Google account " + account_id);
  txn.query("UPDATE google_accounts SET disconnected_at = now(), access_token = NULL, refresh_token = NULL WHERE id = $2::uuid AND org_id = $1",
            txn.session().org_id(), account_id);
  txn.query("DELETE FROM vault.secrets WHERE id IN ($1::uuid, $2::uuid)", (*account)["access_token"].as<std::optional<std::string>>(),
            (*account)["refresh_token"].as<std::optional<std::string>>());
  spdlog::info("Google account {} was disconnected", account_id);
}

std::string access_token(db::Transaction& txn, const std::string& account_id) {
  const auto row = txn.query_maybe(
      "SELECT s.decrypted_secret FROM vault.decrypted_secrets s JOIN google_accounts a ON a.access_token = s.id "
      "WHERE a.id = $2::uuid AND a.org_id = $1",
      txn.session().org_id(), account_id);
  if (!row) throw std::runtime_error("no Google account " + account_id);
  return (*row)["decrypted_secret"].as<std::string>();
}

}  // namespace cxtrack::google
