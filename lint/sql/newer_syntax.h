// Syntax that PostgreSQL 15's grammar, which we parse with, does not know yet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ringfence::sql {

/// Names the construct newer than PostgreSQL 15 that a parse error is likely about ("JSON_TABLE (PostgreSQL 17)"); empty
/// where the error looks like a plain mistake. `offset`: where the parser stopped.
std::string newer_syntax(std::string_view sql, uint32_t offset, std::string_view message);

}  // namespace ringfence::sql
