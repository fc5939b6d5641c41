// Reports purges that leave data longer than a promise allows.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_late_purge(const Facts& facts, Findings& findings) {
  for (const RetentionBreach& one : facts.retention_breaches) {
    if (one.kind != RetentionBreach::Kind::kLate) continue;
    const std::string table = one.table->display_name();
    auto finding = findings.add(one.at, "'" + table + "' is purged after " + one.interval + ", and may be kept for " + one.limit + " at most (" + name_of(one.promised) + ")");
    if (!(one.purged_at == one.at)) finding.because(one.purged_at, "purged here");
    finding.about(one.table).because(one.table->declared_at, "the table").advise("purge it after " + one.limit + " or sooner");
    broken(finding, one.promised, table);
  }
}

}  // namespace ringfence
