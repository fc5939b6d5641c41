// Reports tables and columns for data that is promised not to be stored.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_persisted_transient(const Facts& facts, Findings& findings) {
  for (const StoredTransient& one : facts.stored_transients) {
    const std::string by = one.name == one.what ? std::string() : " (" + one.what + ")";
    auto finding = findings.add(one.at, "'" + one.name + "'" + by + " stores what is promised not to be stored (" + name_of(one.promised) + ")");
    finding.about(one.table, one.column).advise("fetch it when it is needed, and drop this; a temporary table may hold it for a session");
    broken(finding, one.promised, one.name);
  }
}

}  // namespace ringfence
