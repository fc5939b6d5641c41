// Reports privileges of roles that are not among those that a promise names.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_stray_grant(const Facts& facts, Findings& findings) {
  for (const StrayGrant& one : facts.stray_grants) {
    auto finding = findings.add(one.at, one.role + " has " + one.what + ", and is none of the declared roles (" + name_of(one.promised) + ")");
    finding.advise("grant it to a declared role, and REVOKE it from " + one.role);
    broken(finding, one.promised, one.role + " " + one.what);
  }
}

}  // namespace ringfence
