// Which units can be parsed together, because their commands are alike and they include the same headers of others.
#pragma once

#include <string>
#include <vector>

#include "ringfence/extract.h"

namespace ringfence::extraction {

struct SharingGroup {
  std::vector<size_t> commands;   ///< Indices.
  std::vector<SharedUnit> units;  ///< In the same order.
};

/// Groups of two units and more; a command that is in none is to be run by itself.
std::vector<SharingGroup> sharing_groups(const std::vector<CompileCommand>& commands, const std::vector<size_t>& wanted,
                                         const std::string& project);

}  // namespace ringfence::extraction
