#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astracrm::inbox {

/// Asks Yandex Cloud which order a message speaks of. Whoever wrote stands in it, so that no other model may see it.
std::string parse(db::Transaction& txn, const access::Member& member, std::int64_t message_id);

}  // namespace astracrm::inbox
