// Who may see which orders, and whose numbers. Kept: src/orders/orders.cpp, src/reveal/reveal.cpp.
#include <spdlog/spdlog.h>

#include "log/mask.h"
#include "log/monitoring.h"
#include "orders/orders.h"
#include "planted/planted.h"
#include "reveal/reveal.h"

namespace astrix::planted {

// astrix/authorized-caller: the client is whoever the request names.
http::Response list(const http::Request& request, const http::Session& session, db::Transaction& txn) {
  const pqxx::result rows = txn.run(
      "SELECT id, status FROM amazon_orders WHERE organization_id = $1 AND client_id = $2",
      session.organization_id(), request.query("client"));  // expect: tenant-untrusted-source
  return {200, std::to_string(rows.size())};
}

// astrix/minimized-logs, astrix/masked-monitoring
http::Response lookup(const http::Request& request, const http::Session& session, db::Transaction& txn) {
  const auto buyer = reveal::show(txn, session, std::stoll(request.path("id")), "support");
  spdlog::info("shown: {}", buyer.phone);  // expect: personal-row-in-log
  spdlog::info("shown: {}", mask::phone(buyer.phone));
  sentry_set_tag("buyer", buyer.email.c_str());  // expect: personal-in-telemetry
  sentry_set_tag("buyer", request.path("id").c_str());
  return {200, buyer.phone};
}

// astrix/buyer-reveal: outside of the reveal, and nothing is written down.
std::string buyer_phone(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id) {
  return txn.one("SELECT phone FROM amazon_buyers WHERE organization_id = $1 AND client_id = $2 AND id = $3",  // expect: lifecycle-unlogged-reveal
                 session.organization_id(), session.client_id(), buyer_id)["phone"].as<std::string>("");
}

}  // namespace astrix::planted
