// Reports statements whose tenant is a literal.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_literal_id(const Facts& facts, Findings& findings) {
  for (const RelationUse& use : facts.relation_uses) {
    if (!tenant::has_gap(use, Gap::kLiteral)) continue;
    const std::string literal = use.proof.detail.empty() ? "" : ": " + use.proof.detail;
    tenant::report(findings, use, tenant::named(use) + " is tied to a literal tenant" + literal, "a literal tenant");
  }
  for (const InsertedRow& row : facts.inserted_rows) {
    if (row.key != InsertedRow::Key::kLiteral || row.verdict != Verdict::kRefuted) continue;
    auto finding = findings.add(
        row.at, "a row for the literal tenant " + row.given + " is inserted into " + tenant::quoted(*row.table));
    finding.about(row.table).subject(row.table->display_name())
        .because(row.given_at, "a literal tenant")
        .advise("insert the current tenant into " + row.key_column);
    tenant::because_owned(finding, *row.table);
  }
}

}  // namespace ringfence
