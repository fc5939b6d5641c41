#include "lint/extraction/digest.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace ringfence::extraction {

namespace fs = std::filesystem;

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
  if (!fs::is_regular_file(path, error)) return false;
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
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  bool is_written = true;
  while (is_written && !bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count > 0) bytes.remove_prefix(static_cast<size_t>(count));
    else is_written = count < 0 && errno == EINTR;
  }
  is_written = close(file) == 0 && is_written;
  std::error_code error;
  if (is_written) fs::rename(beside, path, error);
  if (is_written && !error) return true;
  fs::remove(beside, error);
  return false;
}

bool make_own_folder(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::path(path).lexically_normal();
  const fs::path parent = folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  if (!parent.empty()) fs::create_directories(parent, error);
  return mkdir(path.c_str(), S_IRWXU) == 0 || fs::is_directory(path, error);
}

}  // namespace ringfence::extraction
