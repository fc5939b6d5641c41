// Reports tables of which only some levels of the tenant key are bound.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_partial_key(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kPartialKey)) continue;
    const std::string level = use.missing_level.empty() ? "every level of the tenant" : use.missing_level;
    tenant::report(findings, use, tenant::named(use) + " is not tied to " + level);
  }
}

}  // namespace ringfence
