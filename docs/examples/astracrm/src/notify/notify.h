#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

/// Messages to workers and clients, and what other services are asked: each gets what it needs.
namespace astracrm::notify {

/// Tells a worker's chat in Telegram where to go, and to whom.
bool tell_worker(db::Transaction& txn, const access::Member& member, std::int64_t order_id, const std::string& chat);
/// Tells a client by SMS that somebody is on the way.
bool tell_client(db::Transaction& txn, const access::Member& member, std::int64_t order_id);
/// A push to a worker's telephone: that something is new, not what.
bool push(db::Transaction& txn, const access::Member& member, std::int64_t device_id);
/// Asks DaData how an address is spelled.
std::string spell_address(db::Transaction& txn, const access::Member& member, std::int64_t client_id);

}  // namespace astracrm::notify
