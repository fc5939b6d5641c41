// Reports allow-comments whose date has passed.
#include "ringfence/rule.h"

namespace ringfence {

void allow_expired(const Facts& facts, Findings& findings) {
  for (const AllowComment& allow : facts.allow_comments) {
    if (!allow.expired) continue;
    findings.add(allow.at, "this allow-comment ran out on " + allow.until)
        .subject("expired")
        .advise("mend what it hid, or give it a new date");
  }
}

}  // namespace ringfence
