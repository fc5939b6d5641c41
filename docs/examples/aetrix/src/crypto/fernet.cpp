#include "crypto/fernet.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <ctime>
#include <memory>
#include <stdexcept>
#include <vector>

#include "crypto/base64.h"

namespace aetrix::crypto {
namespace {

constexpr size_t kHead = 9, kIv = 16, kMac = 32, kHalf = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string head_of_now() {
  std::string head(1, '\x80');
  const auto now = static_cast<unsigned long long>(std::time(nullptr));
  for (int shift = 56; shift >= 0; shift -= 8) head += static_cast<char>(now >> shift & 0xff);
  return head;
}

}  // namespace

Fernet::Fernet(std::string key) {
  if (key.size() != 2 * kHalf) throw std::invalid_argument("a Fernet key has 32 bytes");
  signing_key_ = key.substr(0, kHalf);
  encryption_key_ = key.substr(kHalf);
}

std::string Fernet::mac_of(const std::string& bytes) const {
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), signing_key_.data(), static_cast<int>(signing_key_.size()), bytes_of(bytes), bytes.size(), mac, &size);
  return std::string(reinterpret_cast<const char*>(mac), size);
}

std::string Fernet::encrypt(const std::string& plain) const {
  std::vector<unsigned char> iv(kIv), out(plain.size() + 2 * kIv);
  if (RAND_bytes(iv.data(), static_cast<int>(iv.size())) != 1) throw std::runtime_error("no randomness");
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0, rest = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, bytes_of(encryption_key_), iv.data());
  EVP_EncryptUpdate(context.get(), out.data(), &size, bytes_of(plain), static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context.get(), out.data() + size, &rest);
  const std::string message = head_of_now() + std::string(iv.begin(), iv.end()) + std::string(out.begin(), out.begin() + size + rest);
  return encode_base64(message + mac_of(message));
}

std::string Fernet::decrypt(const std::string& token) const {
  const std::string message = decode_base64(token);
  if (message.size() < kHead + kIv + kMac) throw std::invalid_argument("no Fernet token");
  const std::string signed_part = message.substr(0, message.size() - kMac);
  const std::string mac = mac_of(signed_part);
  if (CRYPTO_memcmp(mac.data(), message.data() + signed_part.size(), kMac) != 0) throw std::invalid_argument("a Fernet token was tampered with");

  const std::string iv = signed_part.substr(kHead, kIv), encrypted = signed_part.substr(kHead + kIv);
  std::vector<unsigned char> out(encrypted.size() + kIv);
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0, rest = 0;
  EVP_DecryptInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, bytes_of(encryption_key_), bytes_of(iv));
  EVP_DecryptUpdate(context.get(), out.data(), &size, bytes_of(encrypted), static_cast<int>(encrypted.size()));
  if (EVP_DecryptFinal_ex(context.get(), out.data() + size, &rest) != 1) throw std::invalid_argument("no Fernet token");
  return std::string(out.begin(), out.begin() + size + rest);
}

}  // namespace aetrix::crypto
