// Reports rows that are found by an id which the caller passes, and by nothing else.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_id_only_lookup(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kIdOnly)) continue;
    const std::string verb = use.access == Access::kWrite ? " is changed by " : " is found by ";
    auto finding = tenant::report(findings, use, tenant::named(use) + verb + use.found_by + " alone, whoever owns it");
    // A uuid is hard to guess, but it leaks through logs, links and exports: still no proof of ownership.
    if (use.found_by_uuid) finding.severity(Severity::kWarning);
  }
}

}  // namespace ringfence
