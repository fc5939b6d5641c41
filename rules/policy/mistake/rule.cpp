// Reports mistakes in ringfence.toml.
#include "ringfence/rule.h"

namespace ringfence {

void policy_mistake(const Facts& facts, Findings& findings) {
  for (const PolicyMistake& mistake : facts.policy_mistakes)
    findings.add(mistake.at, mistake.what).subject(mistake.what).advise(mistake.advice);
}

}  // namespace ringfence
