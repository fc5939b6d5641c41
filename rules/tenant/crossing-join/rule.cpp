// Notes tables that are the tenant's only as long as a foreign key between owned tables never crosses tenants.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_crossing_join(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kCrossingJoin)) continue;
    auto finding = tenant::report(findings, use,
                                  tenant::named(use) + " is the tenant's as long as foreign keys never cross tenants");
    if (use.crossing != nullptr)
      finding.because(use.crossing->declared_at, "this foreign key does not carry the tenant key");
  }
}

}  // namespace ringfence
