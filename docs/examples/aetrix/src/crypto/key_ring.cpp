#include "crypto/key_ring.h"

#include <cstdlib>
#include <stdexcept>

#include "crypto/base64.h"

namespace aetrix::crypto {
namespace {

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
  return value;
}

}  // namespace

std::string session_signing_key() { return from_environment("AETRIX_SESSION_KEY"); }

Fernet credential_cipher() { return Fernet(decode_base64(from_environment("AETRIX_FERNET_KEY"))); }

}  // namespace aetrix::crypto
