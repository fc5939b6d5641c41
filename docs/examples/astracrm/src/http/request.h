#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace astracrm::http {

/// What came over the wire. Everything in here is chosen by the caller.
class Request {
 public:
  using Fields = std::map<std::string, std::string>;

  Request(Fields path, Fields query, Fields headers, std::string body)
      : path_(std::move(path)), query_(std::move(query)), headers_(std::move(headers)), body_(std::move(body)) {}

  /// A segment of the route, such as `id` in `/orders/{id}`.
  const std::string& path(const std::string& name) const { return path_.at(name); }
  const std::string& query(const std::string& name) const { return query_.at(name); }
  const std::string& header(const std::string& name) const { return headers_.at(name); }
  nlohmann::json body() const { return nlohmann::json::parse(body_); }

 private:
  Fields path_;
  Fields query_;
  Fields headers_;
  std::string body_;
};

struct Response {
  int status = 200;
  std::string body;
};

}  // namespace astracrm::http
