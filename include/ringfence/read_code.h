// The SQL of units of which some were passed over at first.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ringfence/code.h"

namespace ringfence {

/// Units that may say what stands behind qualified names; none where there are no more. May be asked several times.
using MoreUnits = std::function<std::vector<Unit>(const std::vector<std::string>& names)>;

/// As read_code(units, policy, load), with those of `more` that texts need: functions without a body in sight, fields and
/// variables that no unit sets.
CodeReading read_code(std::vector<UnitPtr> units, const Policy& policy,
                      const std::function<SourcePtr(const std::string& path)>& load, const MoreUnits& more);

}  // namespace ringfence
