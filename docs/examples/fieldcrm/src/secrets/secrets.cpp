#include "secrets/secrets.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>

// libargon2's.
extern "C" int argon2id_hash_encoded(uint32_t t_cost, uint32_t m_cost, uint32_t parallelism, const void* pwd, size_t pwdlen,
                                     const void* salt, size_t saltlen, size_t hashlen, char* encoded, size_t encodedlen);

namespace fieldcrm::secrets {
namespace {

constexpr size_t kNonce = 12, kTag = 16;

const unsigned char* deployment_key() {
  const char* key = std::getenv("FIELDCRM_SEALING_KEY");
  if (key == nullptr) throw std::runtime_error("FIELDCRM_SEALING_KEY is not set");
  return reinterpret_cast<const unsigned char*>(key);
}

}  // namespace

std::string hash_password(const std::string& password) {
  std::array<unsigned char, 16> salt{};
  RAND_bytes(salt.data(), static_cast<int>(salt.size()));
  char encoded[128];
  if (argon2id_hash_encoded(3, 1 << 16, 1, password.data(), password.size(), salt.data(), salt.size(), 32, encoded, sizeof(encoded)) != 0)
    throw std::runtime_error("a password could not be hashed");
  return encoded;
}

std::string fingerprint(const std::string& token) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest);
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

std::string seal(const std::string& plain) {
  std::vector<unsigned char> nonce(kNonce), tag(kTag), out(plain.size() + kTag);
  RAND_bytes(nonce.data(), static_cast<int>(nonce.size()));
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int length = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, deployment_key(), nonce.data());
  EVP_EncryptUpdate(context.get(), out.data(), &length, reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  return std::string(nonce.begin(), nonce.end()) + std::string(reinterpret_cast<const char*>(out.data()), static_cast<size_t>(length));
}

}  // namespace fieldcrm::secrets
