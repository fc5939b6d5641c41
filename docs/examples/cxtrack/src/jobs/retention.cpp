#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace cxtrack::jobs {

long purge_profiles(db::Transaction& txn) {
  const auto purged = txn.query("DELETE FROM google_profiles WHERE org_id = $1 AND account_deleted_at < now() - interval '30 days'", txn.session().org_id());
  spdlog::info("{} profiles are gone", purged.affected_rows());
  return static_cast<long>(purged.affected_rows());
}

}  // namespace cxtrack::jobs
