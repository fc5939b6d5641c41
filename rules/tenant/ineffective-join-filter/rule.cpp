// The tenant predicate stands in ON of an outer join and does not filter the preserved side.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_ineffective_join_filter(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kIneffectiveJoinFilter)) continue;
    tenant::report(findings, use, tenant::named(use) + " keeps the rows of every tenant: ON of an outer join does not filter it", "filters the other side only");
  }
}

}  // namespace ringfence
