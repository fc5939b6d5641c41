// Reports allow-comments that give no reason, or that cannot be understood.
#include "ringfence/rule.h"

namespace ringfence {

void allow_without_reason(const Facts& facts, Findings& findings) {
  for (const AllowComment& allow : facts.allow_comments) {
    if (allow.malformed)
      findings.add(allow.at, "this allow-comment cannot be understood, and hides nothing")
          .subject("malformed")
          .advise("write it as ringfence:allow RULE until 2027-03-31: reason");
    else if (allow.reason.empty())
      findings.add(allow.at, "this allow-comment gives no reason")
          .subject("reason")
          .advise("write the reason behind a colon");
  }
}

}  // namespace ringfence
