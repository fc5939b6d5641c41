// With several tenant levels: a level is not bound.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_partial_key(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kPartialKey)) continue;
    tenant::report(findings, use, tenant::named(use) + " is not tied to " + (use.missing_level.empty() ? "every level of the tenant" : use.missing_level), "");
  }
}

}  // namespace ringfence
