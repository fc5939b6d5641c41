// Reports relations that the schema does not define.
#include "ringfence/rule.h"

namespace ringfence {

void tenant_unknown_table(const Facts& facts, Findings& findings) {
  for (const UnknownRelation& unknown : facts.unknown_relations) {
    const std::string guess = unknown.nearest.empty() ? "" : "did you mean '" + unknown.nearest + "'? Otherwise ";
    findings.add(unknown.at, "the schema does not define '" + unknown.name + "': nothing about it was checked")
        .subject(unknown.name)
        .advise(guess + "add its migration to [inputs] schema");
  }
}

}  // namespace ringfence
