#pragma once

#include <string>

/// What becomes of passwords, tokens and keys before they are stored.
namespace fieldcrm::secrets {

/// argon2id, with its salt and parameters in front.
std::string hash_password(const std::string& password);
/// SHA-256 in hex: for what is random and long.
std::string fingerprint(const std::string& token);
/// AES-256-GCM under the key of the deployment; nonce and tag in front.
std::string seal(const std::string& plain);

}  // namespace fieldcrm::secrets
