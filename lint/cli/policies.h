// What is proved of row-level security, for people.
#pragma once

#include <string>

#include "ringfence/engine.h"

namespace ringfence::cli {

/// One line for each owned table with row-level security and role, with a verdict for each command; then what is open, and
/// what nobody can tell.
std::string policies_text(const Project& project);

}  // namespace ringfence::cli
