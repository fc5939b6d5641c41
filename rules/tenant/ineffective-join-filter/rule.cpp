// Reports scopes in ON of an outer join that do not filter the side which the join preserves.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_ineffective_join_filter(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kIneffectiveJoinFilter)) continue;
    tenant::report(findings, use,
                   tenant::named(use) + " keeps the rows of every tenant: ON of an outer join does not filter it",
                   "decides what is joined to a row, not whether the row is kept");
  }
}

}  // namespace ringfence
