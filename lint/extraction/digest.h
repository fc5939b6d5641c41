// SHA-256 of bytes and of files.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::extraction {

/// 64 hexadecimal digits.
std::string digest(std::string_view bytes);

/// All of a file; nothing (false) where it cannot be read.
bool read_bytes(const std::string& path, std::string& bytes);
/// Written beside and renamed, so that nobody sees half of it.
bool write_bytes(const std::string& path, std::string_view bytes);

}  // namespace ringfence::extraction
