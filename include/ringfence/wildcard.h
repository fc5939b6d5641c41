// Names with `*` for any characters and `?` for one.
#pragma once

#include <string_view>

namespace ringfence {

bool wildcard_matches(std::string_view pattern, std::string_view text);

}  // namespace ringfence
