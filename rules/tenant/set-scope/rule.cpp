// Reports scopes to a set of tenants that is not declared trusted.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_set_scope(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kSetScope)) continue;
    const std::string set = use.proof.detail.empty() ? "" : ": " + use.proof.detail;
    tenant::report(findings, use, tenant::named(use) + " is scoped to a set of tenants" + set,
                   "whoever is in this set is in reach");
  }
  for (const InsertedRow& row : facts.inserted_rows) {
    if (row.key != InsertedRow::Key::kSet || row.verdict != Verdict::kRefuted) continue;
    auto finding = findings.add(row.at, "rows for a set of tenants are inserted into " + tenant::quoted(*row.table));
    // Batches whose rows carry their tenant each show nobody's data: worth a note.
    finding.severity(Severity::kNote)
        .about(row.table).subject(row.table->display_name())
        .advise("insert for one tenant, or declare the set as trusted in [tenant] terms");
    tenant::because_owned(finding, *row.table);
  }
}

}  // namespace ringfence
