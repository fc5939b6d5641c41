#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"
#include "http/request.h"

namespace astracrm::clients {

/// Routes of the dashboard.
http::Response find(const http::Request& request, const access::Member& member, db::Transaction& txn);
http::Response orders(const http::Request& request, const access::Member& member, db::Transaction& txn);

/// Keeps a partner's key, sealed.
void connect_partner(db::Transaction& txn, const access::Member& member, const std::string& partner, const std::string& api_key);

}  // namespace astracrm::clients
