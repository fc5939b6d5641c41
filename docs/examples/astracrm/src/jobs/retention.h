#pragma once

#include "db/transaction.h"

namespace astracrm::jobs {

/// Empties an organization's bin. Run every night for one after the other, on behalf of one of its owners; the rest of
/// retention is SQL in db/jobs.
void empty_bin(db::Transaction& txn, const access::Member& owner);

}  // namespace astracrm::jobs
