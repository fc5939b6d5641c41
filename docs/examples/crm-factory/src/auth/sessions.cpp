#include "auth/sessions.h"

#include <openssl/rand.h>
#include <spdlog/spdlog.h>

#include <stdexcept>

#include "crypto/seal.h"

namespace crmfactory::auth {
namespace {

std::string random_token() {
  unsigned char bytes[32];
  if (RAND_bytes(bytes, sizeof bytes) != 1) throw std::runtime_error("no randomness");
  std::string token;
  for (const unsigned char byte : bytes) token += "abcdefghijklmnopqrstuvwxyz234567"[byte & 31];
  return token;
}

}  // namespace

std::string open(TenantTransaction& txn, const std::string& ip_address) {
  const std::string session_token = random_token();
  txn.query(
      "INSERT INTO public.sso_sessions (tenant_id, member_id, token_hash, ip_address, expires_at) "
      "SELECT m.tenant_id, m.id, $3, $4::inet, now() + interval '8 hours' FROM public.members m WHERE m.id = $2::uuid AND m.tenant_id = $1",
      txn.session().tenant_id(), txn.session().member_id(), crypto::fingerprint(session_token), ip_address);
  txn.query("INSERT INTO public.sign_in_audit (tenant_id, actor_id, outcome) VALUES ($1, $2::uuid, 'signed in')", txn.session().tenant_id(),
            txn.session().member_id());
  spdlog::info("member {} signed in", txn.session().member_id());
  return session_token;
}

void close(TenantTransaction& txn, const std::string& session_token) {
  txn.query("DELETE FROM public.sso_sessions WHERE token_hash = $2 AND tenant_id = $1", txn.session().tenant_id(),
            crypto::fingerprint(session_token));
}

void keep_passkey(TenantTransaction& txn, const std::string& public_key) {
  txn.query(
      "INSERT INTO public.passkeys (tenant_id, member_id, public_key) "
      "SELECT m.tenant_id, m.id, decode($3, 'base64') FROM public.members m WHERE m.id = $2::uuid AND m.tenant_id = $1",
      txn.session().tenant_id(), txn.session().member_id(), public_key);
  spdlog::info("member {} has a new passkey: {}", txn.session().member_id(), public_key);
}

}  // namespace crmfactory::auth
