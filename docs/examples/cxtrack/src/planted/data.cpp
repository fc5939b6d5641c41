#include <openssl/sha.h>
#include <spdlog/spdlog.h>

#include "crypto/seal.h"
#include "planted/features.h"

namespace cxtrack::planted {

// Breaks statements-by-organization: past row-level security, and for whatever organization the client names.
pqxx::result contacts_of_header(db::Transaction& txn, const http::Request& request) {
  return txn.query("SELECT day, calls FROM usage_counts WHERE org_id = $1", request.header("x-organization"));  // expect: tenant-untrusted-source
}

// Like it, and fine.
pqxx::result contacts_of_session(db::Transaction& txn, const http::Request& request) {
  return txn.query("SELECT day, calls FROM usage_counts WHERE org_id = $1 AND day = $2::date", txn.session().org_id(), request.header("x-day"));
}

// Breaks tokens-in-vault: as it came.
void connect(db::Transaction& txn, const google::Tokens& tokens) {
  txn.query("INSERT INTO google_calendars (org_id, calendar_token_encrypted) VALUES ($1, $2)", txn.session().org_id(),
            tokens.access_token);  // expect: credential-plaintext-write
  txn.query("INSERT INTO google_calendars (org_id, sync_token) VALUES ($1, vault.create_secret($2, 'calendar'))", txn.session().org_id(),
            tokens.access_token);
}

// Breaks tokens-server-side-only: this is not the place that may open the vault, and the log is none either.
std::string token_for_browser(db::Transaction& txn, const std::string& account_id) {
  const auto row = txn.query_maybe(
      "SELECT s.decrypted_secret FROM vault.decrypted_secrets s JOIN google_accounts a ON a.access_token = s.id "  // expect: credential-outside-vault
      "WHERE a.id = $2::uuid AND a.org_id = $1",
      txn.session().org_id(), account_id);
  if (!row) return {};
  const std::string access_token = (*row)["decrypted_secret"].as<std::string>();
  spdlog::debug("token {}", access_token);  // expect: credential-in-log
  spdlog::debug("token of {} letters", access_token.size());
  return access_token;
}

// Breaks recordings-encrypted: the key of a recording beside it.
void archive(db::Transaction& txn, const calls::Recording& recording) {
  const std::string key = crypto::new_key();
  txn.query("INSERT INTO call_archives (org_id, secret_key, transcript_encrypted) VALUES ($1, $2, $3)", txn.session().org_id(), key,
            crypto::seal(recording.transcript, key));
}

// Breaks passwords-hashed.
void reset_password(db::Transaction& txn, const std::string& id, const std::string& password) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(password.data()), password.size(), digest);
  txn.query("UPDATE portal_users SET password_hash = $3 WHERE id = $2::uuid AND org_id = $1", txn.session().org_id(), id,
            std::string(reinterpret_cast<const char*>(digest), sizeof digest));  // expect: credential-weak-hash
  txn.query("UPDATE portal_users SET password_hash = $3 WHERE id = $2::uuid AND org_id = $1", txn.session().org_id(), id, crypto::hash_password(password));
}

}  // namespace cxtrack::planted
