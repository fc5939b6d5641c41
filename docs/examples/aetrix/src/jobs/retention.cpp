#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace aetrix::jobs {
namespace {

constexpr int kDiagnosticDays = 90;

}  // namespace

long purge_uploads(db::Transaction& txn, const http::RequestContext& context) {
  const long purged = txn.execute(
      "DELETE FROM attachment_uploads WHERE organization_id = $1 AND message_id IS NULL AND uploaded_at < now() - interval '24 hours'",
      context.organization_id());
  spdlog::info("{} uploads that nobody linked are gone", purged);
  return purged;
}

long purge_diagnostics(db::Transaction& txn) {
  return txn.execute("DELETE FROM diagnostic_events WHERE recorded_at < now() - make_interval(days => $1::int)", kDiagnosticDays);
}

void purge_ended_organization(db::Transaction& txn, const http::RequestContext& context) {
  txn.query("SELECT purge_ended_organization($1)", context.organization_id());
}

}  // namespace aetrix::jobs
