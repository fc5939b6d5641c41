// Reports rows that are inserted without the tenant, or under a parent that nothing ties to it.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

namespace {

std::string what_is_wrong(const InsertedRow& row) {
  const std::string start = "the row inserted into " + tenant::quoted(*row.table);
  const std::string given = row.given.empty() ? "" : " is " + row.given;
  if (row.key == InsertedRow::Key::kMissing) return start + " has no tenant: " + row.key_column + " is not given";
  if (row.key == InsertedRow::Key::kNull) return start + " has no tenant: " + row.key_column + " is NULL";
  if (row.key == InsertedRow::Key::kOther)
    return start + " may get another tenant: " + row.key_column + (given.empty() ? " is not the current one" : given);
  return start + " hangs on a parent that nothing ties to the tenant: " + row.key_column +
         (given.empty() ? " is not given" : given);
}

std::string what_to_do(const InsertedRow& row) {
  if (row.key == InsertedRow::Key::kParentNotTied)
    return "take " + row.key_column + " from a SELECT of the parent with the tenant in its WHERE";
  return "insert the current tenant into " + row.key_column;
}

}  // namespace

void tenant_missing_on_insert(const Facts& facts, Findings& findings) {
  for (const InsertedRow& row : facts.inserted_rows) {
    using Key = InsertedRow::Key;
    if (row.verdict != Verdict::kRefuted || row.follows_read) continue;
    // A set of tenants and a literal tenant have rules of their own.
    if (row.key == Key::kTied || row.key == Key::kSet || row.key == Key::kLiteral) continue;
    auto finding = findings.add(row.at, what_is_wrong(row));
    finding.about(row.table).subject(row.table->display_name()).because(row.given_at, "given here").advise(what_to_do(row));
    tenant::because_owned(finding, *row.table);
  }
}

}  // namespace ringfence
