// Makes the statement of a wrong proof as small as it can be and still be wrong.
#pragma once

#include <string>
#include <vector>

#include "tests/oracle/world.h"

namespace ringfence::tests {

struct Shrunk {
  RandomStatement statement;  ///< Without text where the mistake was not seen again.
  std::string example;
};

/// `choices` made the statement; smaller lists are tried on the world that showed it.
Shrunk shrink(World& world, const RandomCatalog& catalog, std::vector<uint32_t> choices, Verdict verdict);

struct ReadyFixture {
  std::string sql;     ///< The tables that it takes, and the statement with a rule to be expected (the likeliest).
  std::string policy;  ///< What the TOML beside it says.
};

ReadyFixture fixture_of(const RandomCatalog& catalog, const RandomStatement& statement);

}  // namespace ringfence::tests
