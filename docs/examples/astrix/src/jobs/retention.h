#pragma once

#include "db/transaction.h"

namespace astrix::jobs {

/// Removes what is older than the privacy policy says, for all organizations. Run every night; the rest of it is SQL in
/// db/jobs.
void purge_web_conversations(db::Transaction& txn);
/// In batches, so that no transaction holds many rows.
void purge_attachments(db::Transaction& txn);
void purge_logs(db::Transaction& txn, int keep_days = 180);

void run_retention(pqxx::connection& connection);

}  // namespace astrix::jobs
