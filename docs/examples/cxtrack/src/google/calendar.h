#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "db/transaction.h"

namespace cxtrack::google {

/// Events of the next days, as the browser shows them. They are handed on and forgotten.
nlohmann::json upcoming_events(const std::string& access_token);
/// Remembers which event a meeting is: its id, and nothing of what it says.
void link_meeting(db::Transaction& txn, const std::string& meeting_id, const nlohmann::json& event);

}  // namespace cxtrack::google
