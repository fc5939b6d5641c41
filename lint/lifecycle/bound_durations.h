// Lengths of time that C++ binds to a statement's parameters.
#pragma once

#include "ringfence/code.h"
#include "ringfence/facts.h"

namespace ringfence::lifecycle {

/// Puts what is bound in the place of parameters, in all of DataUses, which are of this statement alone. Where several values
/// are bound on several ways, each makes a change of its own.
void settle_durations(const CodeStatement& statement, const CodeReading& code, Facts& facts);

}  // namespace ringfence::lifecycle
