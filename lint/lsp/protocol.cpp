#include "lint/lsp/protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace ringfence::lsp {

namespace {

uint32_t length_of(unsigned char first) { return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

uint64_t number_in(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return 0;
  return found->is_number_unsigned() ? found->get<uint64_t>() : static_cast<uint64_t>(std::max<int64_t>(0, found->get<int64_t>()));
}

// \uD800 to \uDFFF that are no pair, as \uFFFD: one UTF-16 unit for another, so that columns stay right.
void mend_surrogates(std::string& text) {
  const auto unit = [&](size_t at) -> int {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
    int value = 0;
    for (size_t i = at + 2; i < at + 6; ++i) {
      if (std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return -1;
      value = value * 16 + (std::isdigit(static_cast<unsigned char>(text[i])) != 0 ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
    }
    return value;
  };
  for (size_t at = text.find('\\'); at != std::string::npos && at + 1 < text.size(); at = text.find('\\', at)) {
    const int first = unit(at);
    const int second = first >= 0xD800 && first < 0xDC00 ? unit(at + 6) : -1;
    if (second >= 0xDC00 && second < 0xE000) {
      at += 12;
    } else {
      if (first >= 0xD800 && first < 0xE000) text.replace(at, 6, "\\uFFFD");
      at += 2;
    }
  }
}

}  // namespace

uint32_t offset_of(std::string_view text, const Json& position, Encoding encoding) {
  size_t begin = 0;
  for (uint64_t line = number_in(position, "line"); line > 0; --line) {
    const size_t end = text.find('\n', begin);
    if (end == text.npos) return static_cast<uint32_t>(text.size());
    begin = end + 1;
  }
  size_t end = text.find('\n', begin);
  if (end == text.npos) end = text.size();
  else if (end > begin && text[end - 1] == '\r') --end;
  uint64_t units = number_in(position, "character");
  if (encoding == Encoding::kUtf8) return static_cast<uint32_t>(begin + std::min<uint64_t>(units, end - begin));
  size_t at = begin;
  while (units > 0 && at < end) {
    const uint32_t length = length_of(static_cast<unsigned char>(text[at]));
    units -= std::min<uint64_t>(units, length == 4 ? 2 : 1);
    at = std::min<size_t>(at + length, end);
  }
  return static_cast<uint32_t>(at);
}

Json position_json(const Source& source, uint32_t offset, Encoding encoding) {
  const Position position = source.position(offset);
  return {{"line", position.line - 1}, {"character", (encoding == Encoding::kUtf8 ? position.column : position.utf16) - 1}};
}

Json range_json(const Source& source, Span span, Encoding encoding) {
  return {{"start", position_json(source, span.begin, encoding)}, {"end", position_json(source, std::max(span.begin, span.end), encoding)}};
}

std::optional<std::string> path_of(std::string_view uri) {
  constexpr std::string_view kScheme = "file://";
  if (!uri.starts_with(kScheme)) return std::nullopt;
  uri.remove_prefix(kScheme.size());
  if (uri.starts_with("localhost/")) uri.remove_prefix(std::string_view("localhost").size());
  if (!uri.starts_with("/")) return std::nullopt;
  std::string path;
  for (size_t i = 0; i < uri.size(); ++i) {
    const bool is_escape = uri[i] == '%' && i + 2 < uri.size() && std::isxdigit(static_cast<unsigned char>(uri[i + 1])) != 0 &&
                           std::isxdigit(static_cast<unsigned char>(uri[i + 2])) != 0;
    if (!is_escape) {
      path += uri[i];
      continue;
    }
    path += static_cast<char>(std::stoi(std::string(uri.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  if (path.find('\0') != std::string::npos) return std::nullopt;
  return std::filesystem::path(path).lexically_normal().string();
}

std::string uri_of(const std::string& path) {
  std::error_code error;
  std::string uri = "file://";
  for (const char c : std::filesystem::absolute(path, error).lexically_normal().string()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("/-._~").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

std::optional<Json> parse_message(std::string text) {
  Json message = Json::parse(text, nullptr, false);
  if (!message.is_discarded()) return message;
  mend_surrogates(text);
  message = Json::parse(text, nullptr, false);
  return message.is_discarded() ? std::nullopt : std::optional<Json>(std::move(message));
}

Json request(const Json& id, std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

Json notification(std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

Json response(const Json& id, Json result) { return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}; }

Json failure(const Json& id, int code, std::string_view message) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}};
}

}  // namespace ringfence::lsp
