// Reports logging calls that are given a value whose name says that it is personal data.
#include "ringfence/leak.h"

namespace ringfence {

void personal_in_log(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.data_class == DataClass::kPersonal && is_log(leak) && leak.from == ValueLeak::From::kName)
      report_leak(leak, findings, "log the id instead, or what a masking function makes of it");
}

}  // namespace ringfence
