#pragma once

#include <string>

#include "db/database.h"
#include "http/request_context.h"

namespace aetrix::telemetry {

/// Tells error monitoring what failed: the route, the user's id, the kind of error.
void report_failure(const http::RequestContext& context, const std::string& route, const std::string& kind);
/// The same, kept in the database for a while.
void record(db::Transaction& txn, const std::string& route, int status, long duration_ms);

}  // namespace aetrix::telemetry
