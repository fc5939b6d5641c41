// The catalog of a running server as the DDL that would make it, object by object. Names come quoted and with their schemas.
#pragma once

#include <string>
#include <vector>

#include "lint/live/session.h"

namespace ringfence::live {

/// What one object's source will hold.
struct Definition {
  std::string name;  ///< "public.deals"
  std::string text;
};
using Definitions = std::vector<Definition>;

/// Condition on a namespace `n`: not the system's own.
inline constexpr const char* kOwnSchema = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/// Condition that nothing an extension brought is meant: of the row `oid` of `catalog`.
std::string of_no_extension(const std::string& catalog, const std::string& oid);

Definitions read_roles(Session& session);
Definitions read_types(Session& session);
/// Tables with columns, keys, indexes, row-level security, policies, triggers, owner and comments.
Definitions read_tables(Session& session);
Definitions read_views(Session& session);
Definitions read_routines(Session& session);
/// Privileges, default privileges and publications. Equal grants of several objects are one statement.
Definitions read_grants(Session& session);
/// SET search_path as the application has it.
Definitions read_settings(Session& session, const std::vector<std::string>& app_roles);

}  // namespace ringfence::live
