// Names in parse trees and in statements' texts.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "lint/sql/node.h"

namespace ringfence::sql {

inline std::string lower(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), [](unsigned char c) { return std::tolower(c); });
  return folded;
}

/// {schema, name} of a dotted list.
inline std::pair<std::string, std::string> name_of(NodeList names) {
  const std::string schema(names.size() > 1 ? names[names.size() - 2].string() : std::string_view());
  return {schema, std::string(names.back().string())};
}

/// Of a Boolean option, which without a value is on.
inline bool is_on(Node value) {
  const std::string word = lower(value.string());
  return word != "false" && word != "off" && word != "0" && !(value.has("boolval") && !value.flag("boolval"));
}

}  // namespace ringfence::sql
