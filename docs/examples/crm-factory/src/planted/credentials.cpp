#include <spdlog/spdlog.h>

#include <cstdlib>

#include "crypto/seal.h"
#include "planted/features.h"

namespace crmfactory::planted {
namespace {

// Breaks keys-not-in-code.
constexpr const char* kEncryptionKey = "vR8kQ2mZt5Xw0LbN7sPdYc3HfJg6UeAa";  // expect: credential-literal-key
constexpr const char* kSealingKeyVariable = "CRM_SEALING_KEY";

}  // namespace

// Breaks integration-credentials-encrypted: the one is sealed, the other was forgotten.
void import_integration(TenantTransaction& txn, const std::string& system, const integrations::Credentials& credentials) {
  if (std::getenv(kSealingKeyVariable) == nullptr) setenv(kSealingKeyVariable, kEncryptionKey, 0);
  txn.query("INSERT INTO integrations (system, client_secret_encrypted, refresh_token_encrypted) VALUES ($1, $2, $3)", system,
            crypto::seal(credentials.client_secret),
            credentials.refresh_token);  // expect: credential-plaintext-write
}

// Breaks session-tokens-hashed.
void remember(TenantTransaction& txn, const std::string& session_token) {
  txn.query("UPDATE public.sso_sessions SET token_hash = $3 WHERE member_id = $2::uuid AND tenant_id = $1", txn.session().tenant_id(),
            txn.session().member_id(), session_token);  // expect: credential-plaintext-write
  txn.query("UPDATE public.sso_sessions SET token_hash = $3 WHERE member_id = $2::uuid AND tenant_id = $1", txn.session().tenant_id(),
            txn.session().member_id(), crypto::fingerprint(session_token));
}

}  // namespace crmfactory::planted
