// Reports UPDATE, DELETE and MERGE whose target nothing ties to the tenant.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_unscoped_write(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kUnscoped) || use.access != Access::kWrite) continue;
    tenant::report(findings, use,
                   std::string(to_string(use.by)) + " reaches " + tenant::named(use) + " of every tenant");
  }
}

}  // namespace ringfence
