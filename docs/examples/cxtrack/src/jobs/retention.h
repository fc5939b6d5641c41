#pragma once

#include "db/transaction.h"

namespace cxtrack::jobs {

/// For the organization of the transaction: profiles of accounts that were deleted 30 days ago.
long purge_profiles(db::Transaction& txn);

}  // namespace cxtrack::jobs
