#include "security/secrets.h"

#include <sodium.h>

#include <cstdlib>
#include <stdexcept>

namespace astracrm::security {
namespace {

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string deployment_key() {
  const char* key = std::getenv("ASTRACRM_SEALING_KEY");
  if (key == nullptr || std::string(key).size() != crypto_secretbox_KEYBYTES) throw std::runtime_error("ASTRACRM_SEALING_KEY is not set");
  return key;
}

}  // namespace

std::string hash_password(const std::string& password) {
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE) != 0)
    throw std::runtime_error("a password could not be hashed");
  return hash;
}

std::string fingerprint(const std::string& token) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(bytes(hash), hash.size(), bytes(token), token.size(), nullptr, 0);
  return hash;
}

std::string seal(const std::string& plain) {
  std::string nonce(crypto_secretbox_NONCEBYTES, '\0'), sealed(crypto_secretbox_MACBYTES + plain.size(), '\0');
  randombytes_buf(nonce.data(), nonce.size());
  crypto_secretbox_easy(bytes(sealed), bytes(plain), plain.size(), bytes(nonce), bytes(deployment_key()));
  return nonce + sealed;
}

}  // namespace astracrm::security
