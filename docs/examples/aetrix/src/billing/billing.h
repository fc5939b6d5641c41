#pragma once

#include <string>

#include "db/database.h"
#include "http/request_context.h"

namespace aetrix::billing {

/// What the payment provider tells of a card: neither its number nor its code.
struct MaskedCard {
  std::string brand;
  std::string last4;
};

void keep_card(db::Transaction& txn, const http::RequestContext& context, const std::string& provider_reference, const MaskedCard& card);
pqxx::result records(db::Transaction& txn, const http::RequestContext& context);

}  // namespace aetrix::billing
