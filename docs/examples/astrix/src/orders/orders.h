#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/transaction.h"
#include "http/request.h"

namespace astrix::orders {

/// An order as lists show it: without its buyer.
struct Order {
  std::int64_t id = 0;
  std::string reference;
  std::string status;
  std::string items;
};

std::vector<Order> recent(db::Transaction& txn, const http::Session& session);
Order find(db::Transaction& txn, const http::Session& session, const std::string& amazon_order_id);

/// Routes of the dashboard.
http::Response list(const http::Request& request, const http::Session& session, db::Transaction& txn);
http::Response spend(const http::Request& request, const http::Session& session, db::Transaction& txn);

}  // namespace astrix::orders
