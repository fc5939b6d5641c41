// Reports data of restricted tables that goes where the promise says it never goes.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_restricted_transfer(const Facts& facts, Findings& findings) {
  for (const RestrictedTransfer& one : facts.restricted_transfers) {
    auto finding = findings.add(one.at, "'" + one.given + "' goes to '" + one.where + "', where data of its table never goes (" + name_of(one.promised) + ")");
    for (const Label& label : one.way)
      if (!(label.at == one.at)) finding.because(label.at, label.text);
    finding.about(one.table, one.column).advise("leave it out: nothing that is read from this table may go there");
    broken(finding, one.promised, one.given + " -> " + one.where);
  }
}

}  // namespace ringfence
