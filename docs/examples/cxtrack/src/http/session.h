#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace cxtrack {

/// Who is signed in. Made from a token that the platform has verified; the organization is what the server wrote into it.
class Session {
 public:
  Session(std::string org_id, std::string user_id) : org_id_(std::move(org_id)), user_id_(std::move(user_id)) {}
  const std::string& org_id() const { return org_id_; }
  const std::string& user_id() const { return user_id_; }

 private:
  std::string org_id_, user_id_;
};

namespace http {

/// What came over the wire: all of it is the client's choice.
class Request {
 public:
  using Fields = std::map<std::string, std::string>;

  Request(Fields path, Fields headers, std::string body) : path_(std::move(path)), headers_(std::move(headers)), body_(std::move(body)) {}

  std::string path_param(const std::string& name) const { return find(path_, name); }
  std::string header(const std::string& name) const { return find(headers_, name); }
  nlohmann::json json() const { return nlohmann::json::parse(body_); }

 private:
  static const std::string& find(const Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    if (found == fields.end()) throw std::out_of_range("missing: " + name);
    return found->second;
  }

  Fields path_, headers_;
  std::string body_;
};

}  // namespace http
}  // namespace cxtrack
