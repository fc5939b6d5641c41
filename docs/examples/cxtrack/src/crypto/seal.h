#pragma once

#include <string>

namespace cxtrack::crypto {

/// 32 random bytes, in hex.
std::string new_key();
/// AES-256-GCM under a key that new_key made; nonce, ciphertext and tag, in hex.
std::string seal(const std::string& plain, const std::string& key);
/// bcrypt with a salt of its own.
std::string hash_password(const std::string& password);

}  // namespace cxtrack::crypto
