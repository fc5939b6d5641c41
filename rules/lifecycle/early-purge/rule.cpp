// Reports purges that take data before a promise allows.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_early_purge(const Facts& facts, Findings& findings) {
  for (const RetentionBreach& one : facts.retention_breaches) {
    if (one.kind != RetentionBreach::Kind::kEarly) continue;
    const std::string table = one.table->display_name();
    const std::string when = one.interval.empty() ? "whatever its age" : "after " + one.interval;
    auto finding = findings.add(one.at, "'" + table + "' is purged " + when + ", and has to be kept for " + one.limit + " at least (" + name_of(one.promised) + ")");
    if (!(one.purged_at == one.at)) finding.because(one.purged_at, "purged here");
    finding.about(one.table).because(one.table->declared_at, "the table").advise("leave rows that are younger than " + one.limit);
    broken(finding, one.promised, table);
  }
}

}  // namespace ringfence
