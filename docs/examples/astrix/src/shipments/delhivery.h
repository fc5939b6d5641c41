#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astrix::shipments {

/// Orders the pickup of a parcel: the carrier has to know where it goes.
bool order_pickup(db::Transaction& txn, const http::Session& session, std::int64_t shipment_id);

}  // namespace astrix::shipments
