// Reports LIMIT, window functions, DISTINCT ON and aggregates over all tenants before the scope applies.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_leaky_window(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kLeakyWindow)) continue;
    const std::string barrier = use.proof.detail.empty() ? "a barrier" : use.proof.detail;
    tenant::report(findings, use,
                   tenant::named(use) + " goes through " + barrier + " for all tenants before the scope applies",
                   "computed over all tenants");
  }
}

}  // namespace ringfence
