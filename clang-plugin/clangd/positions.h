// Places as the language server protocol counts them.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "ringfence/source.h"

namespace ringfence::clangd {

/// How an editor counts columns.
enum class ColumnUnit { kUtf8, kUtf16, kUtf32 };

/// Line and column from 0; past a line's end: its end.
uint32_t offset_of(const Source& source, uint32_t line, uint32_t column, ColumnUnit unit);
uint32_t offset_of(const Source& source, const nlohmann::json& position, ColumnUnit unit);
nlohmann::json range_json(const Source& source, Span span, ColumnUnit unit);

/// The path of a file:// address; empty of others.
std::string path_of(const std::string& uri);
std::string uri_of(const std::string& path);

}  // namespace ringfence::clangd
