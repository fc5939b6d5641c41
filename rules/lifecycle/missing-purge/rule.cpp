// Reports tables whose rows, or columns whose values, a promise wants gone after some time, and that nothing purges.
#include "rules/lifecycle/promised.h"

namespace ringfence {

namespace {

// A column to count the age from, as far as the table has one.
std::string age_column(const Table& table) {
  for (const char* name : {"created_at", "occurred_at", "received_at", "uploaded_at", "closed_at", "deleted_at", "expires_at"})
    if (table.column_index(name) >= 0) return name;
  for (const Column& one : table.columns)
    if (one.type.starts_with("timestamp") || one.type == "date") return one.name;
  return "created_at";
}

}  // namespace

void lifecycle_missing_purge(const Facts& facts, Findings& findings) {
  for (const RetentionBreach& one : facts.retention_breaches) {
    if (one.kind != RetentionBreach::Kind::kMissing) continue;
    const std::string table = one.table->display_name();
    const std::string where = " WHERE " + age_column(*one.table) + " < now() - interval '" + one.limit + "'";
    const bool redacts = !one.columns.empty();
    auto finding = findings.add(one.at, (redacts ? "nothing empties " + listed(one.columns) : "nothing deletes the rows of '" + table + "'") +
                                            ", which are kept for " + one.limit + " at most (" + name_of(one.promised) + ")");
    finding.about(one.table).advise(redacts ? "run a job that sets them to NULL" + where : "run a job: DELETE FROM " + table + where);
    broken(finding, one.promised, table);
  }
}

}  // namespace ringfence
