// An allow-comment that hides nothing.
#include "ringfence/rule.h"

namespace ringfence {

void allow_unused(const Facts& facts, Findings& findings) {
  for (const AllowComment& allow : facts.allow_comments)
    if (!allow.used && !allow.malformed)
      findings.add(allow.at, "this allow-comment hides no finding").subject("unused").advise("remove it");
}

}  // namespace ringfence
