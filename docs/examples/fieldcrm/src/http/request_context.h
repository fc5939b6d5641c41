#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace fieldcrm::http {

/// Who is asking. Only SessionVerifier makes one, from a token whose signature it has checked: nothing in here comes
/// from the request's path, query or body.
class RequestContext {
 public:
  RequestContext(std::int64_t org_id, std::int64_t branch_id, std::int64_t member_id, std::string user_id,
                 std::vector<std::int64_t> member_of, bool is_operator)
      : org_id_(org_id),
        branch_id_(branch_id),
        member_id_(member_id),
        user_id_(std::move(user_id)),
        member_of_(std::move(member_of)),
        is_operator_(is_operator) {}

  /// The organization that the session was opened for.
  std::int64_t org_id() const { return org_id_; }
  /// The branch of that organization.
  std::int64_t branch_id() const { return branch_id_; }
  /// The user's membership in that organization.
  std::int64_t member_id() const { return member_id_; }
  const std::string& user_id() const { return user_id_; }
  /// Every organization that the user works for.
  const std::vector<std::int64_t>& member_of() const { return member_of_; }
  bool is_operator() const { return is_operator_; }

 private:
  std::int64_t org_id_;
  std::int64_t branch_id_;
  std::int64_t member_id_;
  std::string user_id_;
  std::vector<std::int64_t> member_of_;
  bool is_operator_;
};

}  // namespace fieldcrm::http
