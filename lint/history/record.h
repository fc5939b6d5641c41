// One run into the tables. To be called inside a transaction that keeps other writers out.
#pragma once

#include "lint/history/database.h"
#include "ringfence/history.h"

namespace ringfence::history {

int64_t record_run(Database& database, const RunRecord& run, const History::Recognise& recognise);

/// The number of the series, nothing where it has no run.
std::optional<std::string> find_series(Database& database, const std::string& project, const std::string& branch);

}  // namespace ringfence::history
