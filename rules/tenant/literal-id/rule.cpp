// The tenant is a literal.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_literal_id(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kLiteral)) continue;
    tenant::report(findings, use, tenant::named(use) + " is tied to a literal: " + use.proof.detail, "a literal tenant");
  }
  for (const InsertedRow& row : facts.inserted_rows) {
    if (row.key != InsertedRow::Key::kLiteral || row.verdict != Verdict::kRefuted) continue;
    findings.add(row.at, "a row for the literal tenant " + row.given + " is inserted into '" + row.table->display_name() + "'")
        .subject(row.table->display_name())
        .because(row.given_at, "a literal tenant")
        .advise("insert the current tenant into " + row.key_column);
  }
}

}  // namespace ringfence
