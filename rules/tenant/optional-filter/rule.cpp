// Reports tenant scopes that switch themselves off.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_optional_filter(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kOptionalFilter)) continue;
    tenant::report(findings, use, tenant::named(use) + " is scoped only if a value is given",
                   "switches the scope off: " + use.proof.detail);
  }
}

}  // namespace ringfence
