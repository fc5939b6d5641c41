// Reports reads of tenant-owned tables that nothing ties to the tenant.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_unscoped_read(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kUnscoped) || use.access != Access::kRead) continue;
    tenant::report(findings, use, tenant::named(use) + " is read for every tenant");
  }
}

}  // namespace ringfence
