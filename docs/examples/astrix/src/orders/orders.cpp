#include "orders/orders.h"

#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "log/monitoring.h"

namespace astrix::orders {
namespace {

Order order_of(const pqxx::row& row) {
  return {row["id"].as<std::int64_t>(), row["amazon_order_id"].as<std::string>(), row["status"].as<std::string>(),
          row["item_summary"].as<std::string>()};
}

}  // namespace

std::vector<Order> recent(db::Transaction& txn, const http::Session& session) {
  const pqxx::result rows = txn.run(
      "SELECT id, amazon_order_id, status, item_summary FROM amazon_orders "
      "WHERE organization_id = $1 AND client_id = $2 ORDER BY placed_at DESC LIMIT 100",
      session.organization_id(), session.client_id());
  std::vector<Order> orders;
  for (const auto& row : rows) orders.push_back(order_of(row));
  return orders;
}

Order find(db::Transaction& txn, const http::Session& session, const std::string& amazon_order_id) {
  return order_of(txn.one(
      "SELECT id, amazon_order_id, status, item_summary FROM amazon_orders "
      "WHERE organization_id = $1 AND client_id = $2 AND amazon_order_id = $3",
      session.organization_id(), session.client_id(), amazon_order_id));
}

http::Response list(const http::Request&, const http::Session& session, db::Transaction& txn) {
  monitoring::serve(session.organization_id(), session.client_id());
  nlohmann::json body = nlohmann::json::array();
  for (const Order& order : recent(txn, session))
    body.push_back({{"id", order.id}, {"reference", order.reference}, {"status", order.status}, {"items", order.items}});
  spdlog::info("{} orders of client {}", body.size(), session.client_id());
  return {200, body.dump()};
}

http::Response spend(const http::Request& request, const http::Session& session, db::Transaction& txn) {
  const pqxx::result rows = txn.run(
      "SELECT platform, sum(spend) AS spend FROM campaign_reports "
      "WHERE organization_id = $1 AND agency_id = $2 AND client_id = $3 AND day >= $4::date GROUP BY platform",
      session.organization_id(), session.agency_id(), session.client_id(), request.query("since"));
  nlohmann::json body = nlohmann::json::object();
  for (const auto& row : rows) body[row["platform"].as<std::string>()] = row["spend"].as<double>();
  return {200, body.dump()};
}

}  // namespace astrix::orders
