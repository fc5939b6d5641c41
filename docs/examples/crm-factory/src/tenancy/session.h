#pragma once

#include <string>
#include <utility>

namespace crmfactory {

/// Who is signed in, and for which customer. Made by the sign-in service only, from a session that it found by its hash.
class Session {
 public:
  Session(std::string tenant_id, std::string tenant_schema, std::string member_id, std::string level)
      : tenant_id_(std::move(tenant_id)), tenant_schema_(std::move(tenant_schema)), member_id_(std::move(member_id)), level_(std::move(level)) {}

  const std::string& tenant_id() const { return tenant_id_; }
  const std::string& tenant_schema() const { return tenant_schema_; }
  const std::string& member_id() const { return member_id_; }
  /// One of the four roles: crm_viewer, crm_agent, crm_manager, crm_admin.
  const std::string& level() const { return level_; }

 private:
  std::string tenant_id_, tenant_schema_, member_id_, level_;
};

}  // namespace crmfactory
