#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace aetrix::http {

/// What came over the wire: all of it is the client's choice.
class Request {
 public:
  using Fields = std::map<std::string, std::string>;

  Request(Fields path, Fields query, Fields headers, std::string body)
      : path_(std::move(path)), query_(std::move(query)), headers_(std::move(headers)), body_(std::move(body)) {}

  /// A segment of the route, such as `id` in `/leads/{id}`.
  std::string path_param(const std::string& name) const { return find(path_, name); }
  std::string query_param(const std::string& name) const { return find(query_, name); }
  std::string header(const std::string& name) const { return find(headers_, name); }
  nlohmann::json json() const { return nlohmann::json::parse(body_); }
  const std::string& body() const { return body_; }

 private:
  static const std::string& find(const Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    if (found == fields.end()) throw std::out_of_range("missing: " + name);
    return found->second;
  }

  Fields path_, query_, headers_;
  std::string body_;
};

struct Response {
  int status = 200;
  std::string body;

  static Response ok(const nlohmann::json& document) { return {200, document.dump()}; }
  static Response no_content() { return {204, ""}; }
  static Response not_found() { return {404, R"({"error": "no such resource"})"}; }
};

}  // namespace aetrix::http
