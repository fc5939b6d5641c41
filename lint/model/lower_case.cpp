#include "ringfence/lower_case.h"

#include <algorithm>
#include <cctype>

namespace ringfence {

std::string lower_case(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return made;
}

}  // namespace ringfence
