// Which translation units can have anything to do with a database, seen without compiling them.
#pragma once

#include <string>
#include <vector>

#include "ringfence/units.h"

namespace ringfence::extraction {

/// One flag a command: false where the unit includes no header of a client library, has no SQL in a string, and calls no
/// function of a unit that has (as far as names of headers tell). Includes are followed below `project`; what cannot be told
/// counts as relevant.
std::vector<bool> relevant_units(const std::vector<CompileCommand>& commands, const std::string& project,
                                 const std::vector<std::string>& client_headers);

}  // namespace ringfence::extraction
