// The SQL of units of which some were passed over at first, and where comments find it.
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

/// What an allow-comment above its first line speaks of, in a source of `code`: calls, variables and texts.
std::vector<Span> spans_of_code(const CodeReading& code, const Source& source);

}  // namespace ringfence
