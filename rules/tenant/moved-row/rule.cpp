// UPDATE moves a row to another tenant.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_moved_row(const Facts& facts, Findings& findings) {
  for (const OwnerChange& change : facts.owner_changes) {
    if (change.to_tenant || change.verdict != Verdict::kRefuted) continue;
    findings.add(change.at, "'" + change.table->display_name() + "." + change.column + "' is set to " + change.given + ", which moves the row to another owner")
        .subject(change.table->display_name() + "." + change.column)
        .because(change.table->ownership.because, change.table->display_name() + ": " + change.table->ownership.why)
        .advise("leave " + change.column + " alone, or set it to the current tenant");
  }
}

}  // namespace ringfence
