#include "lint/history/project_paths.h"

#include <fmt/format.h>

#include <filesystem>

namespace ringfence::history {

namespace fs = std::filesystem;

const std::string& ProjectPaths::of(Place at) {
  static const std::string kNone;
  if (!at) return kNone;
  const auto [known, is_new] = paths_.try_emplace(at.source, at.source->path());
  if (!is_new || at.source->path().find("://") != std::string::npos) return known->second;
  std::error_code error;
  const fs::path real = fs::weakly_canonical(at.source->path(), error);
  const fs::path relative = error ? fs::path() : real.lexically_relative(fs::weakly_canonical(folder_, error));
  if (!relative.empty()) known->second = relative.generic_string();
  return known->second;
}

std::string ProjectPaths::line_of(Place at) { return at ? fmt::format("{}:{}", of(at), at.source->position(at.span.begin).line) : std::string(); }

}  // namespace ringfence::history
