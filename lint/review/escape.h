// The one place where text becomes a part of HTML or SVG.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::review {

/// For text and for quoted attributes: valid UTF-8, no markup, no control characters.
std::string escaped(std::string_view text);

}  // namespace ringfence::review
