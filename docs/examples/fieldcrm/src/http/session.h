#pragma once

#include <string>
#include <utility>

#include "http/request.h"
#include "http/request_context.h"

namespace fieldcrm::http {

/// Checks session tokens: `base64(claims).base64(signature)`, signed with the service's key.
class SessionVerifier {
 public:
  explicit SessionVerifier(std::string key) : key_(std::move(key)) {}

  /// The context of the token in the Authorization header; 401 where it is missing, forged or too old.
  RequestContext verify(const Request& request) const;

 private:
  bool has_valid_signature(const std::string& claims, const std::string& signature) const;

  std::string key_;
};

}  // namespace fieldcrm::http
