// Looks for the C++ of a project that `ringfence init` describes.
#pragma once

#include <filesystem>
#include <string>

namespace ringfence::cli {

/// Lines of `[inputs]`: where the C++ is that includes a known client library, and its compilation database. Empty where there
/// is none.
std::string draft_code_inputs(const std::filesystem::path& folder);

}  // namespace ringfence::cli
