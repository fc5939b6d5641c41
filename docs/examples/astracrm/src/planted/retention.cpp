// Kept: src/jobs/retention.cpp.
#include "planted/planted.h"

namespace astracrm::planted {

// astracrm/deleted-data: 90 days are promised.
void empty_bin(db::Transaction& txn) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  txn.run("DELETE FROM deleted_orders WHERE deleted_at < now() - interval '6 months'");  // expect: lifecycle-late-purge
}

}  // namespace astracrm::planted
