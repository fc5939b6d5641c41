// References that no foreign key declares: columns that hold another table's generated id, by what they are compared with.
#pragma once

#include "lint/analysis/context.h"

namespace ringfence::analysis {

/// Supposes that they never cross tenants: rows that refer to one another have one owner. Whether something new follows.
bool tie_undeclared_references(Context& context);

}  // namespace ringfence::analysis
