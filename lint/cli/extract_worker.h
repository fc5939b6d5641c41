// The processes that `check` starts to extract C++ (lint/extraction asks, these answer).
#pragma once

#include <string>

namespace ringfence::cli {

/// One unit: `request` is read, its facts are written to `out`.
int extract_for(const std::string& request, const std::string& out);

/// Many units at once; each one's facts are written where the request says, and a byte to stdout for each.
int extract_group_for(const std::string& request);

}  // namespace ringfence::cli
