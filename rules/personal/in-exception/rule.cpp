// Reports exceptions whose text is made of personal data or credentials.
#include "ringfence/leak.h"

namespace ringfence {

void personal_in_exception(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.channel == Channel::kException)
      report_leak(leak, findings, "name the id, or the kind of value that was wrong");
}

}  // namespace ringfence
