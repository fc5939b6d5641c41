#pragma once

#include <string>

namespace aetrix::crypto {

/// bcrypt with a salt of its own, in front of the hash.
std::string hash_password(const std::string& password);
bool matches_password(const std::string& password, const std::string& stored);

}  // namespace aetrix::crypto
