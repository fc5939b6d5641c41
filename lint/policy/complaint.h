// What is wrong with one value of the configuration, before it gets a place.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::policy {

struct Complaint {
  std::string what;    ///< One line.
  std::string advice;  ///< One line.
};

/// `text` in single quotes, on one line and not longer than a message bears.
std::string quoted(std::string_view text);

/// Equal but for case, as ASCII. The schema's names are folded, people's spelling is not.
bool same_folded(std::string_view a, std::string_view b);

}  // namespace ringfence::policy
