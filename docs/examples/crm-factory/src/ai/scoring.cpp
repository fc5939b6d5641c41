#include "ai/scoring.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace crmfactory::ai {

void score_leads(TenantTransaction& txn) {
  const auto activity = txn.query(
      "SELECT c.id, count(m.id) AS messages, coalesce(avg(length(m.body)), 0) AS letters "
      "FROM contacts c LEFT JOIN messages m ON m.contact_id = c.id GROUP BY c.id");
  for (const auto& contact : activity) {
    const double score = std::min(1.0, contact["messages"].as<double>() / 50 + contact["letters"].as<double>() / 2000);
    txn.query(
        "INSERT INTO lead_scores (contact_id, score) VALUES ($1::uuid, $2) "
        "ON CONFLICT (contact_id) DO UPDATE SET score = excluded.score, scored_at = now()",
        contact["id"].as<std::string>(), score);
  }
  spdlog::info("{} leads were scored", activity.size());
}

}  // namespace crmfactory::ai
