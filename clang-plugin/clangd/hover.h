// What an editor shows where somebody points at C++: findings with their manual, and what is known of SQL there.
#pragma once

#include <string>

#include "clang-plugin/clangd/conversation.h"
#include "ringfence/live_project.h"

namespace ringfence::clangd {

/// Markdown for a place of the report's main file (line and column from 0); empty: nothing to say.
std::string hover_at(const UnitReport& report, uint32_t line, uint32_t column, ColumnUnit unit);

}  // namespace ringfence::clangd
