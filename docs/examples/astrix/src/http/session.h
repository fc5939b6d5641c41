#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace astrix::http {

/// Who is asking, and for whom they may act: made from a token of Cognito whose signature was checked, and from the
/// memberships that stand in the database. Nothing in it comes from the request's path, query or body.
class Session {
 public:
  Session(std::int64_t organization_id, std::int64_t agency_id, std::int64_t client_id, std::string user_id)
      : organization_id_(organization_id), agency_id_(agency_id), client_id_(client_id), user_id_(std::move(user_id)) {}

  std::int64_t organization_id() const { return organization_id_; }
  std::int64_t agency_id() const { return agency_id_; }
  std::int64_t client_id() const { return client_id_; }
  const std::string& user_id() const { return user_id_; }

 private:
  std::int64_t organization_id_;
  std::int64_t agency_id_;
  std::int64_t client_id_;
  std::string user_id_;
};

}  // namespace astrix::http
