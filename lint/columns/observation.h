// What observing one statement needs.
#pragma once

#include "ringfence/column_observer.h"

namespace ringfence::columns {

struct Observation {
  const Catalog& catalog;
  const ColumnClasses& classes;
  const Policy& policy;
  int statement = 0;
  Facts& facts;
};

void observe_writes(const BoundStatement& bound, const Observation& with);
/// `view`: the query is its body.
void observe_results(const BoundStatement& bound, const View* view, const Observation& with);
void observe_raise(const BoundStatement& bound, const Observation& with);
void observe_disconnects(const BoundStatement& bound, const Observation& with);
void observe_vault(const BoundStatement& bound, const Observation& with);
/// Settings that make the server log statements with their values.
void observe_settings(const BoundStatement& bound, const Observation& with);
void observe_logs(const BoundStatement& bound, const Observation& with);

/// Leaves out of Facts::credential_leftovers what another statement of the same routine or file, or a trigger, clears.
void forget_cleared(Facts& facts);
bool is_in_vault(const Table& table, const Policy& policy);

}  // namespace ringfence::columns
