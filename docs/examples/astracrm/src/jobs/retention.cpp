#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace astracrm::jobs {
namespace {

constexpr int kKeepDays = 60;

}  // namespace

void empty_bin(db::Transaction& txn) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  const auto removed = txn.run("DELETE FROM deleted_clients WHERE deleted_at < now() - make_interval(days => $1)", kKeepDays);
  spdlog::info("{} records were purged", removed.affected_rows());
}

}  // namespace astracrm::jobs
