#include "lint/row_security/roles.h"

#include <algorithm>
#include <array>

namespace ringfence::row_security {

namespace {

// Of Supabase, which no migration creates.
constexpr std::array<std::string_view, 3> kAdministrators = {"service_role", "postgres", "supabase_admin"};

}  // namespace

bool bypasses(const Catalog& catalog, std::string_view role) {
  if (const Role* known = catalog.find_role(role); known != nullptr && known->declared_at)
    return known->superuser || known->bypass_rls;
  return std::find(kAdministrators.begin(), kAdministrators.end(), role) != kAdministrators.end();
}

std::vector<std::string> application_roles(const Catalog& catalog, const Policy& policy) {
  std::vector<std::string> roles;
  for (const Setting& role : policy.tenant.app_roles) roles.push_back(role.value);
  if (!roles.empty()) return roles;
  roles.emplace_back();
  for (const auto& table : catalog.tables)
    for (const RowPolicy& one : table->row_policies)
      for (const std::string& role : one.roles)
        if (role != "public" && role != "current_user" && !bypasses(catalog, role) &&
            std::find(roles.begin(), roles.end(), role) == roles.end())
          roles.push_back(role);
  return roles;
}

bool has_privileges_of(const Catalog& catalog, const std::string& role, const std::string& other) {
  if (role.empty() || other.empty()) return false;
  std::vector<std::string> reached{role};
  for (size_t next = 0; next < reached.size(); ++next) {
    if (reached[next] == other) return true;
    const Role* known = catalog.find_role(reached[next]);
    if (known == nullptr || !known->inherits) continue;
    for (const std::string& of : known->member_of)
      if (std::find(reached.begin(), reached.end(), of) == reached.end()) reached.push_back(of);
  }
  return false;
}

bool owns(const Catalog& catalog, const std::string& role, const Table& table) {
  return has_privileges_of(catalog, role, table.owner_role);
}

bool applies_to(const Catalog& catalog, const RowPolicy& policy, const std::string& role) {
  return std::any_of(policy.roles.begin(), policy.roles.end(), [&](const std::string& to) {
    return to == "public" || has_privileges_of(catalog, role, to);
  });
}

}  // namespace ringfence::row_security
