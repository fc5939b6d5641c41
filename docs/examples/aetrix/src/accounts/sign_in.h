#pragma once

#include <optional>
#include <string>

#include "db/database.h"

namespace aetrix::accounts {

/// The user's id, where address and password fit.
std::optional<std::string> sign_in(db::Transaction& txn, const std::string& email, const std::string& password);
void set_password(db::Transaction& txn, const std::string& user_id, const std::string& password);

}  // namespace aetrix::accounts
