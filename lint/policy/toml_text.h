// The text of a TOML beside what the parser makes of it.
#pragma once

#include <toml++/toml.h>

#include <optional>

#include "ringfence/source.h"

namespace ringfence::policy {

/// Where a region of the parser stands in `source`; never empty in a text that is not. The parser counts characters,
/// a Source counts bytes.
Place place_of(const Source& source, const toml::source_region& region);

/// The first key or header with more dots than a table can be deep. The parser takes any number of them, and then its
/// recursion overflows the stack: such a text must not be given to it.
std::optional<Place> too_deep_key(const Source& source);

}  // namespace ringfence::policy
