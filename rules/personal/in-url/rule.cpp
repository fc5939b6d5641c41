// Reports personal data and credentials that are put into a URL.
#include "ringfence/leak.h"

namespace ringfence {

void personal_in_url(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.channel == Channel::kUrl)
      report_leak(leak, findings, "send it in the body of the request");
}

}  // namespace ringfence
