// Reports allow-comments that hide nothing.
#include "ringfence/rule.h"

namespace ringfence {

void allow_unused(const Facts& facts, Findings& findings) {
  for (const AllowComment& allow : facts.allow_comments) {
    if (allow.used || allow.malformed) continue;
    findings.add(allow.at, "this allow-comment hides no finding").subject("unused").advise("remove it");
  }
}

}  // namespace ringfence
