#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astrix::reveal {

struct Buyer {
  std::string full_name;
  std::string phone;
  std::string email;
  std::string address_line;
};

/// What is known of a buyer, as long as it is not redacted. Everybody who looks leaves a row in pii_reveal_events, in the
/// same transaction.
Buyer show(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id, const std::string& reason);

}  // namespace astrix::reveal
