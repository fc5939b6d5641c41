#pragma once

#include "db/database.h"
#include "http/request_context.h"

namespace aetrix::jobs {

/// What db/jobs/retention.sql does, where no scheduler of the database does it. Every hour, for one organization.
long purge_uploads(db::Transaction& txn, const http::RequestContext& context);
/// Every night, for one organization.
void purge_ended_organization(db::Transaction& txn, const http::RequestContext& context);
/// Every night, once.
long purge_diagnostics(db::Transaction& txn);

}  // namespace aetrix::jobs
