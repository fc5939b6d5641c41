// ASCII letters of a text in lower case; all other bytes stay.
#pragma once

#include <string>
#include <string_view>

namespace ringfence {

std::string lower_case(std::string_view text);

}  // namespace ringfence
