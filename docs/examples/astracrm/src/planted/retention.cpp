// Kept: src/jobs/retention.cpp.
#include "planted/planted.h"

namespace astracrm::planted {

// astracrm/deleted-data: 90 days are promised.
void empty_bin(db::Transaction& txn, const access::Member& owner) {
  txn.run("DELETE FROM deleted_orders WHERE organization_id = $1 AND deleted_at < now() - interval '6 months'",  // expect: lifecycle-late-purge
          owner.organization_id());
}

}  // namespace astracrm::planted
