// A row is inserted without the tenant, or under a parent that is not tied.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_missing_on_insert(const Facts& facts, Findings& findings) {
  for (const InsertedRow& row : facts.inserted_rows) {
    using Key = InsertedRow::Key;
    if (row.verdict != Verdict::kRefuted || row.key == Key::kTied || row.key == Key::kSet || row.key == Key::kLiteral) continue;
    const std::string table = "'" + row.table->display_name() + "'";
    std::string what = "the row inserted into " + table + " has no tenant: " + row.key_column + " is not given";
    if (row.key == Key::kNull) what = "the row inserted into " + table + " has no tenant: " + row.key_column + " is NULL";
    if (row.key == Key::kOther) what = "the row inserted into " + table + " gets another tenant: " + row.key_column + " is " + (row.given.empty() ? "not the current tenant" : row.given);
    if (row.key == Key::kParentNotTied) what = "the row inserted into " + table + " hangs on a parent that nothing ties to the tenant: " + row.key_column + (row.given.empty() ? "" : " is " + row.given);
    findings.add(row.at, what)
        .subject(row.table->display_name())
        .because(row.given_at, "given here")
        .because(row.table->ownership.because, row.table->display_name() + ": " + row.table->ownership.why)
        .advise(row.key == Key::kParentNotTied ? "INSERT … SELECT from the parent with the tenant in its WHERE" : "insert the current tenant into " + row.key_column);
  }
}

}  // namespace ringfence
