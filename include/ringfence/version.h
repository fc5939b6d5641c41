// The version that reports, files and `--version` name.
#pragma once

#include <string_view>

namespace ringfence {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace ringfence
