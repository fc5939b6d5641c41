// Reports UPDATE that moves a row to another owner.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_moved_row(const Facts& facts, Findings& findings) {
  for (const OwnerChange& change : facts.owner_changes) {
    if (change.to_tenant || change.verdict != Verdict::kRefuted) continue;
    const std::string name = change.table->display_name() + "." + change.column;
    const std::string given = change.given.empty() ? "another value" : change.given;
    auto finding =
        findings.add(change.at, "'" + name + "' is set to " + given + ", which may move the row to another owner");
    finding.about(change.table).subject(name).advise("leave " + change.column + " alone, or set it to the current tenant's");
    tenant::because_owned(finding, *change.table);
  }
}

}  // namespace ringfence
