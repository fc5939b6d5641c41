// Reports redactions that leave some of the promised columns as they are.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_partial_redaction(const Facts& facts, Findings& findings) {
  for (const RetentionBreach& one : facts.retention_breaches) {
    if (one.kind != RetentionBreach::Kind::kPartial) continue;
    const std::string table = one.table->display_name();
    auto finding = findings.add(one.at, "the redaction of '" + table + "' leaves " + listed(one.columns) + ", to be emptied after " + one.limit + " (" + name_of(one.promised) + ")");
    for (const std::string& column : one.columns) {
      const int index = one.table->column_index(column.substr(column.rfind('.') + 1));
      if (index >= 0) finding.about(one.table, index).because(one.table->columns[static_cast<size_t>(index)].declared_at, column + " stays");
    }
    finding.about(one.table).advise("set it to NULL in the same statement");
    broken(finding, one.promised, table);
  }
}

}  // namespace ringfence
