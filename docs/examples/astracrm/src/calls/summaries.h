#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astracrm::calls {

/// Asks a language model of OpenRouter for a summary of a call. What goes out has no direct identifiers any more.
std::string summarize(db::Transaction& txn, const access::Member& member, std::int64_t call_id);

}  // namespace astracrm::calls
