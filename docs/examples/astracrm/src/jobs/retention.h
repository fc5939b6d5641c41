#pragma once

#include "db/transaction.h"

namespace astracrm::jobs {

/// Empties the bin, for all organizations. Run every night; the rest of retention is SQL in db/jobs.
void empty_bin(db::Transaction& txn);

}  // namespace astracrm::jobs
