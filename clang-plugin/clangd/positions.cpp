#include "clang-plugin/clangd/positions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace ringfence::clangd {

using nlohmann::json;

namespace {

constexpr std::string_view kScheme = "file://";

uint32_t units_of(unsigned char lead, ColumnUnit unit) {
  const uint32_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (unit == ColumnUnit::kUtf8) return bytes;
  return unit == ColumnUnit::kUtf16 && bytes == 4 ? 2 : 1;
}

json position_json(const Source& source, uint32_t offset, ColumnUnit unit) {
  const Position at = source.position(offset);
  uint32_t column = unit == ColumnUnit::kUtf8 ? at.column - 1 : at.utf16 - 1;
  if (unit == ColumnUnit::kUtf32) {
    const std::string_view before = source.text({source.line_begin(at.line), offset});
    column = static_cast<uint32_t>(std::count_if(before.begin(), before.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
  }
  return {{"line", at.line - 1}, {"character", column}};
}

}  // namespace

uint32_t offset_of(const Source& source, uint32_t line, uint32_t column, ColumnUnit unit) {
  if (line >= source.line_count()) return static_cast<uint32_t>(source.text().size());
  const std::string_view text = source.line(line + 1);
  size_t at = 0;
  for (uint32_t done = 0; at < text.size() && done < column;) {
    const auto lead = static_cast<unsigned char>(text[at]);
    done += units_of(lead, unit);
    at = std::min(text.size(), at + units_of(lead, ColumnUnit::kUtf8));
  }
  return source.line_begin(line + 1) + static_cast<uint32_t>(at);
}

uint32_t offset_of(const Source& source, const json& position, ColumnUnit unit) {
  return offset_of(source, position.value("line", 0u), position.value("character", 0u), unit);
}

json range_json(const Source& source, Span span, ColumnUnit unit) {
  return {{"start", position_json(source, span.begin, unit)}, {"end", position_json(source, span.end, unit)}};
}

std::string path_of(const std::string& uri) {
  if (!uri.starts_with(kScheme)) return {};
  std::string path;
  for (size_t i = kScheme.size(); i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size()) {
      path += static_cast<char>(std::strtol(uri.substr(i + 1, 2).c_str(), nullptr, 16));
      i += 2;
    } else {
      path += uri[i];
    }
  }
  return path;
}

std::string uri_of(const std::string& path) {
  std::string uri(kScheme);
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("/-_.~").find(c) != std::string_view::npos) uri += c;
    else uri += fmt::format("%{:02X}", byte);
  }
  return uri;
}

}  // namespace ringfence::clangd
