#pragma once

#include <string>

#include "db/database.h"
#include "http/request_context.h"

namespace aetrix::field {

/// The length of a trip, which the routing service works out from its points.
double measure_trip(db::Transaction& txn, const http::RequestContext& context, const std::string& trip_id);

}  // namespace aetrix::field
