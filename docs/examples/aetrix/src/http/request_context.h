#pragma once

#include <string>
#include <utility>

namespace aetrix::http {

/// Who is asking, and for which organization. Only open_session makes one, from a token whose signature it has checked.
class RequestContext {
 public:
  RequestContext(std::string organization_id, std::string user_id)
      : organization_id_(std::move(organization_id)), user_id_(std::move(user_id)) {}

  const std::string& organization_id() const { return organization_id_; }
  const std::string& user_id() const { return user_id_; }

 private:
  std::string organization_id_;
  std::string user_id_;
};

}  // namespace aetrix::http
