// The catalog as a picture: tables coloured by class, foreign keys that carry the tenant solid, others dashed.
#pragma once

#include <optional>
#include <string>

#include "ringfence/catalog.h"

namespace ringfence::cli {

/// For Graphviz.
std::string ownership_map_dot(const Catalog& catalog);
/// For Markdown that draws Mermaid.
std::string ownership_map_mermaid(const Catalog& catalog);
/// Drawn by Graphviz's `dot`; nothing, and in `problem` why, where that is not installed or fails.
std::optional<std::string> ownership_map_svg(const Catalog& catalog, std::string& problem);

}  // namespace ringfence::cli
