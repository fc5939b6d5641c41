// Reports personal data and credentials that are sent to a recipient which the policy does not allow it for.
#include "ringfence/leak.h"

namespace ringfence {

void personal_to_third_party(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.channel == Channel::kTransfer && !leak.recipient.empty())
      report_leak(leak, findings, "leave it out, or let one of the functions that de-identify for this recipient make it harmless");
}

}  // namespace ringfence
