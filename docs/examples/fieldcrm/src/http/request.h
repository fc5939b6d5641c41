#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace fieldcrm::http {

/// Thrown by handlers and repositories; the router answers with the status.
class HttpError : public std::runtime_error {
 public:
  HttpError(int status, const std::string& message) : std::runtime_error(message), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

/// What came over the wire. Everything in here is chosen by the client.
class Request {
 public:
  using Fields = std::map<std::string, std::string>;

  Request(std::string method, std::string path, Fields query, Fields headers, std::string body)
      : method_(std::move(method)),
        path_(std::move(path)),
        query_(std::move(query)),
        headers_(std::move(headers)),
        body_(std::move(body)) {}

  const std::string& method() const { return method_; }
  const std::string& path() const { return path_; }

  /// A segment of the route, such as `id` in `/deals/{id}`.
  std::string path_param(const std::string& name) const { return require(path_params_, name); }
  std::int64_t path_id(const std::string& name) const { return to_id(path_param(name)); }

  std::string query_param(const std::string& name) const { return require(query_, name); }
  std::int64_t query_id(const std::string& name) const { return to_id(query_param(name)); }
  std::optional<std::string> optional_query(const std::string& name) const;
  int query_int(const std::string& name, int otherwise) const;

  std::string header(const std::string& name) const { return require(headers_, name); }
  std::optional<std::string> optional_header(const std::string& name) const;

  /// The parsed body; 400 where it is no JSON.
  nlohmann::json json() const;
  const std::string& body() const { return body_; }

  void set_path_params(Fields params) { path_params_ = std::move(params); }

  static std::int64_t to_id(const std::string& text);

 private:
  static const std::string& require(const Fields& fields, const std::string& name);

  std::string method_;
  std::string path_;
  Fields path_params_;
  Fields query_;
  Fields headers_;
  std::string body_;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;

  static Response ok(const nlohmann::json& document) { return {200, "application/json", document.dump()}; }
  static Response created(std::int64_t id) { return {201, "application/json", nlohmann::json{{"id", id}}.dump()}; }
  static Response no_content() { return {204, "application/json", ""}; }
  static Response csv(std::string text) { return {200, "text/csv", std::move(text)}; }
  static Response error(int status, const std::string& message) {
    return {status, "application/json", nlohmann::json{{"error", message}}.dump()};
  }
};

}  // namespace fieldcrm::http
