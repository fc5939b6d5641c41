// SQL that mends a table's policies.
#pragma once

#include <string>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"

namespace ringfence::row_security {

/// The session's tenant as SQL: a declared term that is no parameter, else what most proven policies compare with; empty
/// where there is none.
std::string session_term(const Policy& policy, const std::vector<RowProof>& proofs);

/// `org_id = (current_setting('app.org_id'))::uuid`, or by way of the parent; empty where it cannot be told.
std::string tenant_predicate(const Table& table, const Policy& policy, const std::string& term);

/// ALTER POLICY with that predicate; empty where nothing is to be mended, or nothing is certain.
std::string policy_fix(const RowProof& proof, const Policy& policy, const std::string& term);

}  // namespace ringfence::row_security
