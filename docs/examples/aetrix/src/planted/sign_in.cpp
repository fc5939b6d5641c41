#include <openssl/sha.h>

#include <cstdlib>

#include "crypto/base64.h"
#include "planted/features.h"
#include "telemetry/sentry_api.h"

namespace aetrix::planted {
namespace {

// Breaks keys-not-in-code.
constexpr const char* kBackupEncryptionKey = "q7Lw2ZfN0vXs8RbTk4YhJ1mPc6DgUe3A";  // expect: credential-literal-key
constexpr const char* kEncryptionKeyVariable = "AETRIX_FERNET_KEY";

}  // namespace

crypto::Fernet backup_cipher() {
  const char* key = std::getenv(kEncryptionKeyVariable);
  return crypto::Fernet(key == nullptr ? kBackupEncryptionKey : crypto::decode_base64(key));
}

// Breaks passwords-hashed: a graphics card tries billions of these a second.
void reset_password(db::Transaction& txn, const std::string& user_id, const std::string& password) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(password.data()), password.size(), digest);
  const std::string hash(reinterpret_cast<const char*>(digest), sizeof digest);
  txn.execute("UPDATE users SET password_hash = $2 WHERE id = $1::uuid", user_id, hash);  // expect: credential-weak-hash
}

// Breaks no-personal-data-in-sentry.
void report_sign_in(const std::string& user_id, const std::string& email) {
  sentry_set_tag("who", email.c_str());  // expect: personal-in-telemetry
  sentry_set_tag("who", user_id.c_str());
}

}  // namespace aetrix::planted
