#pragma once

#include <string>

/// What becomes of passwords, tokens and keys before they are stored: libsodium's.
namespace astracrm::security {

/// argon2id, with salt and parameters in front.
std::string hash_password(const std::string& password);
/// BLAKE2b: for what is random and long.
std::string fingerprint(const std::string& token);
/// XSalsa20-Poly1305 under the key of the deployment, the nonce in front.
std::string seal(const std::string& plain);

}  // namespace astracrm::security
