#pragma once

#include <string>

namespace crmfactory::crypto {

/// AES-256-GCM under the key of the deployment; nonce, ciphertext and tag, in hex.
std::string seal(const std::string& plain);
/// Throws where it was not sealed with that key.
std::string unseal(const std::string& sealed);
/// SHA-256 in hex: for tokens, which are random and long.
std::string fingerprint(const std::string& token);

}  // namespace crmfactory::crypto
