// Words of the Language Server Protocol 3.17, as far as they are spoken here: positions, URIs, messages.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "ringfence/source.h"

namespace ringfence::lsp {

using Json = nlohmann::json;

/// What `character` of a position counts.
enum class Encoding : uint8_t { kUtf16, kUtf8 };

namespace error_code {
inline constexpr int kParse = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kNotInitialized = -32002;
inline constexpr int kCancelled = -32800;
inline constexpr int kContentModified = -32801;
}  // namespace error_code

/// Byte offset of a position; one behind a line's end or the text's end is that end.
uint32_t offset_of(std::string_view text, const Json& position, Encoding encoding);

Json position_json(const Source& source, uint32_t offset, Encoding encoding);
Json range_json(const Source& source, Span span, Encoding encoding);

/// The absolute path of a `file:` URI; nothing of other ones.
std::optional<std::string> path_of(std::string_view uri);
std::string uri_of(const std::string& path);

/// JSON text of a message. A lone surrogate, which some editors send and JSON does not know, is U+FFFD. Null: no JSON.
std::optional<Json> parse_message(std::string text);

Json request(const Json& id, std::string_view method, Json params);
Json notification(std::string_view method, Json params);
Json response(const Json& id, Json result);
Json failure(const Json& id, int code, std::string_view message);

}  // namespace ringfence::lsp
