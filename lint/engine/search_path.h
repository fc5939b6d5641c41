// Schema-per-tenant: which schema the names of a statement mean.
#pragma once

#include "ringfence/engine.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::engine {

/// Whether something in the project sets the search path of a transaction to a schema that is known at run time only.
bool sets_search_path(const Project& project, const CodeReading& code, SqlBinder& binder);

/// A function with a search path of its own does not see the transaction's: `facts` are those of its body.
void settle_own_path(const Routine& routine, const Catalog& catalog, Facts& facts);

}  // namespace ringfence::engine
