#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace aetrix::jobs {

long purge_uploads(db::Transaction& txn) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  const long purged = txn.execute("DELETE FROM attachment_uploads WHERE message_id IS NULL AND uploaded_at < now() - interval '24 hours'");
  spdlog::info("{} uploads that nobody linked are gone", purged);
  return purged;
}

long purge_diagnostics(db::Transaction& txn) {
  return txn.execute("DELETE FROM diagnostic_events WHERE recorded_at < now() - interval '90 days'");
}

void purge_ended_organizations(db::Transaction& txn) { txn.query("SELECT purge_ended_organizations()"); }

}  // namespace aetrix::jobs
