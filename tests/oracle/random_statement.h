// Random statements over a random schema, most of them isolated but for one detail: those are what a prover is wrong
// about.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/oracle/choices.h"
#include "tests/oracle/random_catalog.h"

namespace ringfence::tests {

struct RandomStatement {
  enum class Parameter : uint8_t { kTerm, kId, kNumber, kText, kIdList };
  std::string text;
  std::vector<Parameter> parameters;  ///< From $1; terms come first, one a level.
  std::set<std::string> constructs;   ///< "left join", "merge", …: what the table of results is broken down by.
  bool writes = false;
};

RandomStatement random_statement(const RandomCatalog& catalog, Choices& choices);

}  // namespace ringfence::tests
