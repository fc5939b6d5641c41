// Reports tables that are tied to another tenant term than the rest of the statement.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_mixed_terms(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kOtherTerm)) continue;
    tenant::report(findings, use, tenant::named(use) + " is tied to " + use.proof.detail);
  }
}

}  // namespace ringfence
