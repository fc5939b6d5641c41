// How secrets are kept. Kept: src/access/sign_in.cpp, src/security/secrets.cpp.
#include <openssl/sha.h>

#include "planted/planted.h"

namespace astracrm::planted {
namespace {

std::string sha256(const std::string& text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
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
