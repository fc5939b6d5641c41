// Policies as a statement that the prover can read.
#pragma once

#include <string>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/sql_text.h"

namespace ringfence::row_security {

/// The expression of a policy that decides, for this command, over rows that are there (USING) or over rows as they will
/// be (WITH CHECK, or else USING); null where the policy says nothing of them.
const SqlText* deciding_text(const RowPolicy& policy, bool written);
bool is_for(const RowPolicy& policy, RowCommand command);

/// `head WHERE (a) AND (b) …`, each part with its way back to the migration.
SqlText statement_of(const std::string& head, const std::vector<const SqlText*>& parts);

/// An identifier as it has to be written.
std::string identifier(const std::string& name);
std::string identifier(const Table& table);

}  // namespace ringfence::row_security
