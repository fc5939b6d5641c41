#include <spdlog/spdlog.h>

#include "crypto/base64.h"
#include "planted/features.h"

namespace aetrix::planted {

// Breaks oauth-tokens-encrypted: the one as it is, the other in base64, which has no key.
void connect(db::Transaction& txn, const http::RequestContext& context, const mail::Grant& grant) {
  txn.execute(
      "INSERT INTO mail_connections (organization_id, user_id, provider, address, access_token_encrypted, refresh_token_encrypted) "
      "VALUES ($1, $2::uuid, 'google', $3, $4, $5)",
      context.organization_id(), context.user_id(), grant.address,
      grant.access_token,                          // expect: credential-plaintext-write
      crypto::encode_base64(grant.refresh_token));  // expect: credential-encoded-only
  spdlog::debug("connected with {}", grant.access_token);  // expect: credential-in-log
}

// Like it, and fine.
void connect_sealed(db::Transaction& txn, const crypto::Fernet& cipher, const http::RequestContext& context, const mail::Grant& grant) {
  const std::string sealed = cipher.encrypt(grant.access_token);
  txn.execute(
      "INSERT INTO mail_connections (organization_id, user_id, provider, address, access_token_encrypted) "
      "VALUES ($1, $2::uuid, 'google', $3, $4)",
      context.organization_id(), context.user_id(), grant.address, sealed);
  spdlog::debug("connected with a token of {} letters", grant.access_token.size());
}

// Breaks mail-passwords-encrypted.
void import_smtp(db::Transaction& txn, const http::RequestContext& context, const http::Request& request) {
  txn.execute("UPDATE mail_connections SET smtp_password_encrypted = $3 WHERE id = $2::uuid AND organization_id = $1",
              context.organization_id(), request.path_param("id"), request.json().at("password").get<std::string>());  // expect: credential-plaintext-write
}

// Breaks ai-keys-encrypted.
void import_ai_key(db::Transaction& txn, const http::RequestContext& context, const http::Request& request) {
  const std::string api_key = request.json().at("api_key").get<std::string>();
  txn.execute("UPDATE ai_providers SET api_key_encrypted = $2 WHERE organization_id = $1", context.organization_id(), api_key);  // expect: credential-plaintext-write
}

// Breaks tokens-deleted-on-disconnect: it is out of use, and its tokens are still there.
void disconnect(db::Transaction& txn, const http::RequestContext& context, const std::string& id) {
  txn.execute("UPDATE mail_connections SET disconnected_at = now() "  // expect: credential-left-behind
              "WHERE id = $2::uuid AND organization_id = $1",
              context.organization_id(), id);
}

}  // namespace aetrix::planted
