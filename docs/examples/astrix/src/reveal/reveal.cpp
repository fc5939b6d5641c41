#include "reveal/reveal.h"

namespace astrix::reveal {

Buyer show(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id, const std::string& reason) {
  txn.run(
      "INSERT INTO pii_reveal_events (organization_id, client_id, buyer_id, user_id, reason) "
      "VALUES ($1, $2, $3, $4::uuid, $5)",
      session.organization_id(), session.client_id(), buyer_id, session.user_id(), reason);
  const pqxx::row row = txn.one(
      "SELECT full_name, phone, email, address_line FROM amazon_buyers "
      "WHERE organization_id = $1 AND client_id = $2 AND id = $3 AND redacted_at IS NULL",
      session.organization_id(), session.client_id(), buyer_id);
  return {row["full_name"].as<std::string>(""), row["phone"].as<std::string>(""), row["email"].as<std::string>(""),
          row["address_line"].as<std::string>("")};
}

}  // namespace astrix::reveal
