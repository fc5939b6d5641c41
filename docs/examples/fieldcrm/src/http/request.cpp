#include "http/request.h"

#include <charconv>

namespace fieldcrm::http {

const std::string& Request::require(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  if (found == fields.end()) throw HttpError(400, "missing: " + name);
  return found->second;
}

std::int64_t Request::to_id(const std::string& text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) throw HttpError(400, "not a number: " + text);
  return id;
}

std::optional<std::string> Request::optional_query(const std::string& name) const {
  const auto found = query_.find(name);
  if (found == query_.end()) return std::nullopt;
  return found->second;
}

int Request::query_int(const std::string& name, int otherwise) const {
  const auto found = query_.find(name);
  return found == query_.end() ? otherwise : static_cast<int>(to_id(found->second));
}

std::optional<std::string> Request::optional_header(const std::string& name) const {
  const auto found = headers_.find(name);
  if (found == headers_.end()) return std::nullopt;
  return found->second;
}

nlohmann::json Request::json() const {
  auto document = nlohmann::json::parse(body_, nullptr, false);
  if (document.is_discarded()) throw HttpError(400, "the body is not JSON");
  return document;
}

}  // namespace fieldcrm::http
