#include "crypto/seal.h"

#include <crypt.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace cxtrack::crypto {
namespace {

constexpr size_t kKey = 32, kNonce = 12, kTag = 16;

using Bytes = std::vector<unsigned char>;

Bytes random_bytes(size_t size) {
  Bytes bytes(size);
  if (RAND_bytes(bytes.data(), static_cast<int>(size)) != 1) throw std::runtime_error("no randomness");
  return bytes;
}

std::string hex_of(const Bytes& bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

Bytes bytes_of(const std::string& hex) {
  Bytes bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(static_cast<unsigned char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

}  // namespace

std::string new_key() { return hex_of(random_bytes(kKey)); }

std::string seal(const std::string& plain, const std::string& key) {
  const Bytes key_bytes = bytes_of(key), nonce = random_bytes(kNonce);
  if (key_bytes.size() != kKey) throw std::invalid_argument("a key has 32 bytes");
  Bytes out(plain.size()), tag(kTag);
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_bytes.data(), nonce.data());
  EVP_EncryptUpdate(context.get(), out.data(), &size, reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context.get(), out.data() + size, &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data());
  return hex_of(nonce) + hex_of(out) + hex_of(tag);
}

std::string hash_password(const std::string& password) {
  char salt[CRYPT_GENSALT_OUTPUT_SIZE];
  if (crypt_gensalt_rn("$2b$", 12, nullptr, 0, salt, sizeof salt) == nullptr) throw std::runtime_error("no salt for bcrypt");
  crypt_data data{};
  const char* hash = crypt_r(password.c_str(), salt, &data);
  if (hash == nullptr || hash[0] == '*') throw std::runtime_error("a password could not be hashed");
  return hash;
}

}  // namespace cxtrack::crypto
