// Scoped to a set of tenants that is not declared trusted.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_set_scope(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kSetScope)) continue;
    tenant::report(findings, use, tenant::named(use) + " is scoped to a set of tenants: " + use.proof.detail, "the set");
  }
  // Batches of rows that carry their tenant each: nothing is read, so it is worth a note.
  for (const InsertedRow& row : facts.inserted_rows) {
    if (row.key != InsertedRow::Key::kSet || row.verdict != Verdict::kRefuted) continue;
    findings.add(row.at, "rows for a set of tenants are inserted into '" + row.table->display_name() + "'")
        .severity(Severity::kNote)
        .subject(row.table->display_name())
        .because(row.table->ownership.because, row.table->display_name() + ": " + row.table->ownership.why)
        .advise("declare the set as trusted in [tenant] terms: \"ANY(…)\", or insert for one tenant");
  }
}

}  // namespace ringfence
