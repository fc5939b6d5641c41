#pragma once

#include "db/database.h"

namespace aetrix::jobs {

/// Every hour: what db/jobs/retention.sql does, where no scheduler of the database does it.
long purge_uploads(db::Transaction& txn);
long purge_diagnostics(db::Transaction& txn);
/// Every night.
void purge_ended_organizations(db::Transaction& txn);

}  // namespace aetrix::jobs
