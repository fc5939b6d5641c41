#pragma once

#include <string>

#include "db/transaction.h"
#include "http/session.h"

namespace cxtrack::portal {

void set_password(db::Transaction& txn, const http::Request& request);
void close_account(db::Transaction& txn, const std::string& portal_user_id);

}  // namespace cxtrack::portal
