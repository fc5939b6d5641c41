#pragma once

#include <string>

namespace aetrix::crypto {

/// With the alphabet for URLs, as Fernet tokens and sessions are spelled.
std::string encode_base64(const std::string& bytes);
/// Throws std::invalid_argument where the text is none.
std::string decode_base64(std::string text);

}  // namespace aetrix::crypto
