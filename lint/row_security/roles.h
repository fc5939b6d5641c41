// Who is subject to row-level security, and to which policies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/policy.h"

namespace ringfence::row_security {

/// The roles that the application runs as: `[tenant] app_roles`, or, where nobody says, every role that a policy of an
/// owned table names and one, "", that none names.
std::vector<std::string> application_roles(const Catalog& catalog, const Policy& policy);

/// Superusers, roles with BYPASSRLS, and those that hosted systems make so.
bool bypasses(const Catalog& catalog, std::string_view role);

/// `role` is `other`, or has its privileges by inheritance.
bool has_privileges_of(const Catalog& catalog, const std::string& role, const std::string& other);

/// The role owns the table, so that its policies do not bind it without FORCE.
bool owns(const Catalog& catalog, const std::string& role, const Table& table);

bool applies_to(const Catalog& catalog, const RowPolicy& policy, const std::string& role);

}  // namespace ringfence::row_security
