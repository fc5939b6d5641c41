// Some time of a series out of the tables. To be called inside a transaction.
#pragma once

#include "lint/history/database.h"
#include "ringfence/history.h"

namespace ringfence::history {

HistorySlice read_slice(Database& database, const std::string& series, const std::string& from, const std::string& to);

}  // namespace ringfence::history
