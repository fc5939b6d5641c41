// Brings the tables of a history to the version that this program writes.
#pragma once

#include "lint/history/database.h"

namespace ringfence::history {

/// Creates the tables, or changes those of an older version, in one transaction. Throws HistoryError where a newer program
/// made them. `shown` names the history in messages.
void migrate(Database& database, const std::string& shown);

/// The version that migrate() ends at.
int newest_version();

}  // namespace ringfence::history
