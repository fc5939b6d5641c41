// Kept: src/jobs/retention.cpp.
#include "planted/planted.h"

namespace astrix::planted {
namespace {

constexpr int kKeepDays = 365;

}  // namespace

// astrix/operational-logs: 180 days are promised.
void purge_webhook_logs(db::Transaction& txn, const http::Session& client) {
  txn.run("DELETE FROM webhook_operational_logs WHERE organization_id = $1 AND logged_at < now() - make_interval(days => $2)",  // expect: lifecycle-late-purge
          client.organization_id(), kKeepDays);
}

}  // namespace astrix::planted
