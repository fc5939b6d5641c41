#pragma once

#include "db/transaction.h"

namespace astrix::jobs {

/// Removes what is older than the privacy policy says. Run every night for one client after the other; the rest of it is SQL
/// in db/jobs.
void purge_web_conversations(db::Transaction& txn, const http::Session& client);
/// In batches, so that no transaction holds many rows.
void purge_attachments(db::Transaction& txn, const http::Session& client);
void purge_logs(db::Transaction& txn, const http::Session& client, int keep_days = 180);

void run_retention(pqxx::connection& connection, const http::Session& client);

}  // namespace astrix::jobs
