// How secrets are kept. Kept: src/access/sign_in.cpp, src/security/secrets.cpp.
#include <sodium.h>

#include "planted/planted.h"

namespace astracrm::planted {
namespace {

std::string sha256(const std::string& text) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  char hex[2 * crypto_hash_sha256_BYTES + 1];
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
  return hex;
}

}  // namespace

// astracrm/protected-passwords: fast, and the same for everybody with the same password.
void set_password(db::Transaction& txn, const std::string& user_id, const std::string& password) {
  txn.run("UPDATE users SET password_hash = $2 WHERE id = $1::uuid", user_id, sha256(password));  // expect: credential-weak-hash
}

// astracrm/no-secret-in-code
std::string sealing_key() {
  const std::string encryption_key = "q7Lantern-Ravine-58-tQx2-Cedar91";  // expect: credential-literal-key
  return encryption_key;
}

}  // namespace astracrm::planted
