#include <filesystem>

#include "ringfence/policy_reader.h"

namespace ringfence {

std::string find_policy_file(const std::string& folder) {
  std::error_code error;
  std::filesystem::path at = std::filesystem::absolute(folder, error).lexically_normal();
  while (!at.empty()) {
    const std::filesystem::path file = at / "ringfence.toml";
    // "Not there" counts as an error for is_regular_file; it is none for us.
    if (std::filesystem::is_regular_file(file, error)) return file.string();
    if (at == at.parent_path()) break;
    at = at.parent_path();
  }
  return {};
}

}  // namespace ringfence
