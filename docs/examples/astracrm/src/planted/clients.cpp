// Who sees which clients, and what of them is written down. Kept: src/clients/clients.cpp.
#include "clients/clients.h"

#include <spdlog/spdlog.h>

#include "notify/monitoring.h"
#include "planted/planted.h"
#include "privacy/pseudonyms.h"

namespace astracrm::planted {

http::Response find(const http::Request& request, const access::Member&, db::Transaction& txn) {
  // astracrm/membership-decides: the organization is whichever the request names.
  const pqxx::result rows = txn.run("SELECT id, phone FROM clients WHERE organization_id = $1",
                                    request.header("x-organization"));  // expect: tenant-untrusted-source
  for (const auto& row : rows) {
    const std::string phone = row["phone"].as<std::string>();
    // astracrm/quiet-logs, astracrm/quiet-monitoring
    spdlog::info("found {}", phone);  // expect: personal-row-in-log
    spdlog::info("found {}", privacy::mask_phone(phone));
    sentry_set_tag("client", phone.c_str());  // expect: personal-in-telemetry
    sentry_set_tag("client", row["id"].c_str());
  }
  return {200, std::to_string(rows.size())};
}

}  // namespace astracrm::planted
