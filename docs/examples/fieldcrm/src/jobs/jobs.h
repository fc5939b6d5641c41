#pragma once

#include <string>

#include "db/database.h"

namespace fieldcrm::jobs {

/// Mails members what is due. Runs every five minutes, for all organizations in one pass.
int send_reminders(db::ConnectionPool& pool);

/// Removes what nobody needs any more. Runs nightly.
void purge(db::ConnectionPool& pool, int keep_days);

/// Settles invoices, expires quotes and closes deals that are overdue, one organization after the other.
void close_the_day(db::ConnectionPool& pool, const std::string& today);

/// Sends what waits in the queue of webhooks.
int send_webhooks(db::ConnectionPool& pool);

}  // namespace fieldcrm::jobs
