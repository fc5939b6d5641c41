// Follows values through C++: from columns of the schema and from names that say what they hold, to logs and other ways out.
#pragma once

#include <functional>
#include <string_view>

#include "ringfence/code.h"
#include "ringfence/columns.h"
#include "ringfence/facts.h"

namespace ringfence {

/// Facts::value_leaks of a code base, in a stable order. `code` must have been linked (CodeReading::linked).
Facts follow_values(const CodeReading& code, const Catalog& catalog, const ColumnClasses& classes, const Policy& policy,
                    const std::function<void(std::string_view phase, size_t done, size_t total)>& progress = {});

}  // namespace ringfence
