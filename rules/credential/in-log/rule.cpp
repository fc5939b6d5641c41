// Reports logging calls that are given a credential.
#include "ringfence/leak.h"

namespace ringfence {

void credential_in_log(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.data_class == DataClass::kCredential && is_log(leak))
      report_leak(leak, findings, "do not log it; log which key it is, by its id or its last four characters");
}

}  // namespace ringfence
