// The C++ front end: from a translation unit to its facts. Linked in where ringfence is built with Clang.
#pragma once

#include <string>

#include "ringfence/unit.h"

namespace ringfence {

/// Whether this program was built with the C++ front end.
bool can_extract();

/// Parses one translation unit and lowers what lies below the folder `project`. Trouble comes back as Unit::problems.
/// Thread-safe. May take long, or crash, on hostile input: callers run it in a process of its own.
Unit extract_unit(const CompileCommand& command, const std::string& project);

}  // namespace ringfence
