// Names in parse trees and in statements' texts.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "lint/sql/node.h"
#include "ringfence/lower_case.h"

namespace ringfence::sql {

/// {schema, name} of a dotted list.
inline std::pair<std::string, std::string> name_of(NodeList names) {
  const std::string schema(names.size() > 1 ? names[names.size() - 2].string() : std::string_view());
  return {schema, std::string(names.back().string())};
}

/// Of a Boolean option, which without a value is on.
inline bool is_on(Node value) {
  const std::string word = lower_case(value.string());
  return word != "false" && word != "off" && word != "0" && !(value.has("boolval") && !value.flag("boolval"));
}

}  // namespace ringfence::sql
