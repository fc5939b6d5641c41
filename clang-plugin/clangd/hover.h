// What an editor shows where somebody points at C++: findings with their manual, and what is known of SQL there.
#pragma once

#include <string>

#include "clang-plugin/clangd/checked_unit.h"

namespace ringfence::clangd {

/// Markdown for a place of the unit's main file; empty: nothing to say.
std::string hover_at(const CheckedUnit& unit, uint32_t offset);

}  // namespace ringfence::clangd
