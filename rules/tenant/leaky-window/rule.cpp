// LIMIT, a window, DISTINCT ON or an aggregate over all tenants before the scope applies.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_leaky_window(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kLeakyWindow)) continue;
    tenant::report(findings, use, tenant::named(use) + " goes through " + use.proof.detail + " for all tenants before the scope applies", "computed over all tenants");
  }
}

}  // namespace ringfence
