#include "crypto/seal.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

namespace crmfactory::crypto {
namespace {

constexpr size_t kKey = 32, kNonce = 12, kTag = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Bytes = std::vector<unsigned char>;

const unsigned char* deployment_key() {
  const char* key = std::getenv("CRM_SEALING_KEY");
  if (key == nullptr || std::strlen(key) != kKey) throw std::runtime_error("CRM_SEALING_KEY has to have 32 bytes");
  return reinterpret_cast<const unsigned char*>(key);
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

std::string seal(const std::string& plain) {
  Bytes nonce(kNonce), out(plain.size()), tag(kTag);
  if (RAND_bytes(nonce.data(), static_cast<int>(nonce.size())) != 1) throw std::runtime_error("no randomness");
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, deployment_key(), nonce.data());
  EVP_EncryptUpdate(context.get(), out.data(), &size, reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context.get(), out.data() + size, &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data());
  return hex_of(nonce) + hex_of(out) + hex_of(tag);
}

std::string unseal(const std::string& sealed) {
  const Bytes bytes = bytes_of(sealed);
  if (bytes.size() < kNonce + kTag) throw std::invalid_argument("nothing sealed");
  Bytes tag(bytes.end() - kTag, bytes.end()), out(bytes.size() - kNonce - kTag);
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, deployment_key(), bytes.data());
  EVP_DecryptUpdate(context.get(), out.data(), &size, bytes.data() + kNonce, static_cast<int>(out.size()));
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data());
  if (EVP_DecryptFinal_ex(context.get(), out.data() + size, &size) != 1) throw std::invalid_argument("sealed with another key");
  return std::string(out.begin(), out.end());
}

std::string fingerprint(const std::string& token) {
  Bytes digest(SHA256_DIGEST_LENGTH);
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  return hex_of(digest);
}

}  // namespace crmfactory::crypto
