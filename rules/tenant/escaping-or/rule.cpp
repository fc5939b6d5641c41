// Reports conditions in which one branch of an OR is scoped and another is not.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_escaping_or(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kEscapingOr)) continue;
    const std::string branch = use.proof.detail.empty() ? "" : ": " + use.proof.detail;
    tenant::report(findings, use, tenant::named(use) + " escapes the tenant through a branch of OR" + branch,
                   "this branch is not scoped");
  }
}

}  // namespace ringfence
