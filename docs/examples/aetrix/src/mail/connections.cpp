#include "mail/connections.h"

#include <spdlog/spdlog.h>

#include <stdexcept>

namespace aetrix::mail {

void Connections::connect(const http::RequestContext& context, const std::string& provider, const Grant& grant) {
  txn_.execute(
      "INSERT INTO mail_connections (organization_id, user_id, provider, address, access_token_encrypted, refresh_token_encrypted) "
      "VALUES ($1, $2::uuid, $3, $4, $5, $6)",
      context.organization_id(), context.user_id(), provider, grant.address, cipher_.encrypt(grant.access_token),
      cipher_.encrypt(grant.refresh_token));
  spdlog::info("user {} connected a mailbox of {}", context.user_id(), provider);
}

void Connections::connect_smtp(const http::RequestContext& context, const http::Request& request) {
  const auto body = request.json();
  txn_.execute(
      "INSERT INTO mail_connections (organization_id, user_id, provider, address, smtp_password_encrypted) "
      "VALUES ($1, $2::uuid, 'imap', $3, $4)",
      context.organization_id(), context.user_id(), body.at("address").get<std::string>(),
      cipher_.encrypt(body.at("password").get<std::string>()));
}

// Nothing that opens the mailbox stays behind.
void Connections::disconnect(const http::RequestContext& context, const std::string& id) {
  txn_.execute(
      "UPDATE mail_connections SET disconnected_at = now(), access_token_encrypted = NULL, refresh_token_encrypted = NULL, "
      "smtp_password_encrypted = NULL WHERE id = $2::uuid AND organization_id = $1",
      context.organization_id(), id);
  spdlog::info("mailbox {} was disconnected", id);
}

void Connections::keep_ai_key(const http::RequestContext& context, const http::Request& request) {
  const auto body = request.json();
  txn_.execute(
      "INSERT INTO ai_providers (organization_id, provider, api_key_encrypted) VALUES ($1, $2, $3) "
      "ON CONFLICT (organization_id, provider) DO UPDATE SET api_key_encrypted = excluded.api_key_encrypted",
      context.organization_id(), body.at("provider").get<std::string>(), cipher_.encrypt(body.at("api_key").get<std::string>()));
}

std::string Connections::access_token(const http::RequestContext& context, const std::string& id) {
  const auto row = txn_.query_maybe(
      "SELECT access_token_encrypted FROM mail_connections WHERE id = $2::uuid AND organization_id = $1 AND disconnected_at IS NULL",
      context.organization_id(), id);
  if (!row) throw std::runtime_error("no connected mailbox " + id);
  return cipher_.decrypt((*row)["access_token_encrypted"].as<std::string>());
}

}  // namespace aetrix::mail
