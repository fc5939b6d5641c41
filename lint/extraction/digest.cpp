#include "lint/extraction/digest.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

namespace ringfence::extraction {

std::string digest(std::string_view bytes) {
  unsigned char raw[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), raw, &length, EVP_sha256(), nullptr);
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string made;
  for (unsigned i = 0; i < length; ++i) {
    made += kDigits[raw[i] >> 4];
    made += kDigits[raw[i] & 15];
  }
  return made;
}

bool read_bytes(const std::string& path, std::string& bytes) {
  // A folder can be opened, and says that it is as large as can be.
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  if (!stream) return false;
  const std::streamoff size = stream.tellg();
  if (size < 0) return false;
  bytes.resize(static_cast<size_t>(size));
  stream.seekg(0);
  stream.read(bytes.data(), size);
  return static_cast<bool>(stream) || size == 0;
}

bool write_bytes(const std::string& path, std::string_view bytes) {
  static std::atomic<unsigned> number = 0;
  const std::string beside = path + "." + std::to_string(getpid()) + "." + std::to_string(number++) + ".new";
  {
    std::ofstream stream(beside, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream.flush()) {
      std::error_code ignored;
      std::filesystem::remove(beside, ignored);
      return false;
    }
  }
  std::error_code error;
  std::filesystem::rename(beside, path, error);
  if (error) std::filesystem::remove(beside, error);
  return !error;
}

}  // namespace ringfence::extraction
