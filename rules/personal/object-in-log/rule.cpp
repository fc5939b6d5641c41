// Reports logging calls that are given an object whose printer writes personal data.
#include "ringfence/leak.h"

namespace ringfence {

void personal_object_in_log(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.data_class == DataClass::kPersonal && is_log(leak) && leak.from == ValueLeak::From::kObject)
      report_leak(leak, findings, "log the id of the object, or leave personal fields out of what prints it");
}

}  // namespace ringfence
