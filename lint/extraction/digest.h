// SHA-256 of bytes and of files; files and folders of one's own.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::extraction {

/// 64 hexadecimal digits.
std::string digest(std::string_view bytes);

/// All of a file; nothing (false) where it cannot be read.
bool read_bytes(const std::string& path, std::string& bytes);
/// Written beside and renamed, so that nobody sees half of it. Its owner alone can read it: the facts of a unit hold its
/// literals, secrets among them.
bool write_bytes(const std::string& path, std::string_view bytes);
/// A folder that only its owner can look into; one that is there stays as it is.
bool make_own_folder(const std::string& path);

}  // namespace ringfence::extraction
