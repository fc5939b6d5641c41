// Kept: src/jobs/retention.cpp.
#include "planted/planted.h"

namespace astrix::planted {
namespace {

constexpr int kKeepDays = 365;

}  // namespace

// astrix/operational-logs: 180 days are promised.
void purge_webhook_logs(db::Transaction& txn) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  txn.run("DELETE FROM webhook_operational_logs WHERE logged_at < now() - make_interval(days => $1)",  // expect: lifecycle-late-purge
          kKeepDays);
}

}  // namespace astrix::planted
