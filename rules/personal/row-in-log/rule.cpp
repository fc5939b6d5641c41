// Reports logging calls that are given a value read from a column which holds personal data.
#include "ringfence/leak.h"

namespace ringfence {

void personal_row_in_log(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.data_class == DataClass::kPersonal && is_log(leak) && leak.from == ValueLeak::From::kColumn)
      report_leak(leak, findings, "log the id of the row instead, or what a masking function makes of the value");
}

}  // namespace ringfence
