#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace astracrm::access {

/// Somebody who is signed in, in one of the organizations that they are a member of. Only `member_of` makes one.
class Member {
 public:
  Member(std::int64_t organization_id, std::string user_id, std::string role)
      : organization_id_(organization_id), user_id_(std::move(user_id)), role_(std::move(role)) {}

  std::int64_t organization_id() const { return organization_id_; }
  const std::string& user_id() const { return user_id_; }
  bool is_manager() const { return role_ == "owner" || role_ == "manager"; }

 private:
  std::int64_t organization_id_;
  std::string user_id_;
  std::string role_;
};

}  // namespace astracrm::access
