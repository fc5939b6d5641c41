#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace astracrm::jobs {
namespace {

constexpr int kKeepDays = 60;

}  // namespace

void empty_bin(db::Transaction& txn, const access::Member& owner) {
  const auto removed = txn.run("DELETE FROM deleted_clients WHERE organization_id = $1 AND deleted_at < now() - make_interval(days => $2)",
                               owner.organization_id(), kKeepDays);
  spdlog::info("{} records were purged", removed.affected_rows());
}

}  // namespace astracrm::jobs
