#include "webhooks/webhooks.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <spdlog/spdlog.h>

#include "integrations/connections.h"

namespace astrix::webhooks {
namespace {

std::string to_hex(const unsigned char* bytes, unsigned size) {
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += "0123456789abcdef"[bytes[i] >> 4];
    text += "0123456789abcdef"[bytes[i] & 15];
  }
  return text;
}

}  // namespace

bool is_signed(const std::string& body, const std::string& signature, const std::string& signing_secret) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), signing_secret.data(), static_cast<int>(signing_secret.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest, &size);
  const std::string made = to_hex(digest, size);
  return made.size() == signature.size() && CRYPTO_memcmp(made.data(), signature.data(), made.size()) == 0;
}

http::Response receive(const http::Request& request, const http::Session& session, db::Transaction& txn) {
  if (!is_signed(request.raw(), request.header("x-signature"), integrations::meta_app_secret())) return {401, {}};
  const nlohmann::json event = request.body();
  const pqxx::result taken = txn.run(
      "INSERT INTO webhook_events (organization_id, client_id, provider, event_id, topic) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (organization_id, client_id, provider, event_id) DO NOTHING",
      session.organization_id(), session.client_id(), request.path("provider"), event.at("id").get<std::string>(),
      event.at("topic").get<std::string>());
  if (taken.affected_rows() == 0) spdlog::debug("an event of {} came again", request.path("provider"));
  return {204, {}};
}

}  // namespace astrix::webhooks
