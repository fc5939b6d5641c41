#include "ringfence/beside.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace ringfence {

bool is_beside_the_program(std::string_view path, std::string_view folder) {
  static constexpr std::array<std::string_view, 20> kFolders = {
      "test", "tests", "testing", "unittest", "unittests", "unit_tests", "mock", "mocks", "fuzz", "benchmark", "benchmarks",
      "third_party", "thirdparty", "3rdparty", "vendor", "vendored", "external", "extern", "contrib", "submodules"};
  const std::filesystem::path inside = std::filesystem::path(path).lexically_relative(folder);
  if (inside.empty() || *inside.begin() == "..") return false;
  return std::any_of(inside.begin(), inside.end(), [&](const std::filesystem::path& part) {
    return std::find(kFolders.begin(), kFolders.end(), part.string()) != kFolders.end();
  });
}

}  // namespace ringfence
