#include "clients/clients.h"

#include <spdlog/spdlog.h>

#include "notify/monitoring.h"
#include "security/secrets.h"

namespace astracrm::clients {

http::Response find(const http::Request& request, const access::Member& member, db::Transaction& txn) {
  monitoring::serve(member.organization_id());
  const pqxx::result rows = txn.run(
      "SELECT id, full_name FROM clients WHERE organization_id = $1 AND full_name ILIKE $2 ORDER BY full_name LIMIT 50",
      member.organization_id(), request.query("name"));
  nlohmann::json body = nlohmann::json::array();
  for (const auto& row : rows) body.push_back({{"id", row["id"].as<std::int64_t>()}, {"name", row["full_name"].as<std::string>()}});
  spdlog::info("{} clients in organization {}", rows.size(), member.organization_id());
  return {200, body.dump()};
}

// Of all organizations that the member works for.
http::Response orders(const http::Request&, const access::Member&, db::Transaction& txn) {
  const pqxx::result rows = txn.run(
      "SELECT o.id, o.status FROM orders o JOIN organization_members m ON m.organization_id = o.organization_id "
      "WHERE m.user_id = current_setting('app.user_id')::uuid AND o.status <> 'closed'");
  return {200, std::to_string(rows.size())};
}

void connect_partner(db::Transaction& txn, const access::Member& member, const std::string& partner, const std::string& api_key) {
  txn.run("INSERT INTO integrations (organization_id, partner, api_key_encrypted) VALUES ($1, $2, $3) "
          "ON CONFLICT (organization_id, partner) DO UPDATE SET api_key_encrypted = excluded.api_key_encrypted",
          member.organization_id(), partner, pqxx::binarystring(security::seal(api_key)));
}

}  // namespace astracrm::clients
