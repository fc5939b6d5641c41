// What text an expression is known to have: literals, what is put together of them, format() over them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "lint/sql/node.h"

namespace ringfence::sql {

/// By a variable's name: the text that it holds.
using KnownTexts = std::map<std::string, std::string, std::less<>>;

/// Nothing where it depends on anything but literals and `known`.
std::optional<std::string> constant_text(Node expression, const KnownTexts& known);

}  // namespace ringfence::sql
