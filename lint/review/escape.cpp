#include "lint/review/escape.h"

#include <nlohmann/json.hpp>

namespace ringfence::review {

std::string escaped(std::string_view text) {
  using nlohmann::json;
  const bool is_plain = text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-.,:;/()=@$*#+") == std::string_view::npos;
  if (is_plain) return std::string(text);
  // Bytes that are no UTF-8 become U+FFFD.
  const std::string valid = json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
  std::string made;
  made.reserve(valid.size() + 16);
  for (const char c : valid) {
    if (c == '&') made += "&amp;";
    else if (c == '<') made += "&lt;";
    else if (c == '>') made += "&gt;";
    else if (c == '"') made += "&quot;";
    else if (c == '\'') made += "&#39;";
    else made += (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? ' ' : c;
  }
  return made;
}

}  // namespace ringfence::review
