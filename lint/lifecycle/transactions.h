// Whether two statements are certain to run in different transactions.
#pragma once

#include "lint/lifecycle/sites.h"

namespace ringfence::lifecycle {

/// Two calls on transactions that were begun apart, or of one function with a commit between them. Of anything else nothing is
/// certain.
bool are_apart(const Site& one, const Site& other);
/// COMMIT stands between two places of a procedure.
bool commits_between(const Routine& routine, Place one, Place other);

}  // namespace ringfence::lifecycle
