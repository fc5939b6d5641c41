#pragma once

#include <string>
#include <utility>

namespace aetrix::crypto {

/// Authenticated symmetric encryption: AES-128-CBC, HMAC-SHA256 over all of it, spelled in base64.
/// version (0x80) | time (8 bytes) | IV (16) | ciphertext | MAC (32)
class Fernet {
 public:
  /// 32 bytes: the first half signs, the second encrypts.
  explicit Fernet(std::string key);

  std::string encrypt(const std::string& plain) const;
  /// Throws std::invalid_argument where the token was tampered with.
  std::string decrypt(const std::string& token) const;

 private:
  std::string mac_of(const std::string& bytes) const;

  std::string signing_key_;
  std::string encryption_key_;
};

}  // namespace aetrix::crypto
