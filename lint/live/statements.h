// What the server has run, as pg_stat_statements keeps it.
#pragma once

#include <string>
#include <vector>

#include "lint/live/session.h"
#include "ringfence/live.h"

namespace ringfence::live {

/// Adds statements of the current database, most used first, or a warning that says why there are none.
void read_statements(Session& session, const std::vector<std::string>& app_roles, LiveDatabase& database);

}  // namespace ringfence::live
