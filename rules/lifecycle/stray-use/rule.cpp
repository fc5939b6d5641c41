// Reports uses of columns outside the files and functions that are declared for them.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_stray_use(const Facts& facts, Findings& findings) {
  for (const StrayUse& one : facts.stray_uses) {
    auto finding = findings.add(one.at, "'" + one.column + "' is " + (one.leaves ? "handed out" : "used") + " outside the places that are declared for it (" + name_of(one.promised) + ")");
    if (one.table != nullptr && one.index >= 0) finding.about(one.table, one.index).because(one.table->columns[static_cast<size_t>(one.index)].declared_at, "the column");
    finding.advise("leave it to those places, or declare this one in the commitment's only_in");
    broken(finding, one.promised, one.column);
  }
}

}  // namespace ringfence
