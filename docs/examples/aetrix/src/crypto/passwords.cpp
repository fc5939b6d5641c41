#include "crypto/passwords.h"

#include <crypt.h>
#include <openssl/crypto.h>

#include <cstring>
#include <stdexcept>

namespace aetrix::crypto {

std::string hash_password(const std::string& password) {
  char salt[CRYPT_GENSALT_OUTPUT_SIZE];
  if (crypt_gensalt_rn("$2b$", 12, nullptr, 0, salt, sizeof salt) == nullptr) throw std::runtime_error("no salt for bcrypt");
  crypt_data data{};
  const char* hash = crypt_r(password.c_str(), salt, &data);
  if (hash == nullptr || hash[0] == '*') throw std::runtime_error("a password could not be hashed");
  return hash;
}

bool matches_password(const std::string& password, const std::string& stored) {
  crypt_data data{};
  const char* hash = crypt_r(password.c_str(), stored.c_str(), &data);
  return hash != nullptr && std::strlen(hash) == stored.size() && CRYPTO_memcmp(hash, stored.data(), stored.size()) == 0;
}

}  // namespace aetrix::crypto
