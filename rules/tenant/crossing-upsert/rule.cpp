// ON CONFLICT updates a row that may be another tenant's.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_crossing_upsert(const Facts& facts, Findings& findings) {
  for (const Upsert& upsert : facts.upserts) {
    if (upsert.flaw == Upsert::Flaw::kNone || !upsert.updates) continue;
    const std::string table = "'" + upsert.table->display_name() + "'";
    const std::string arbiter = upsert.arbiter.empty() ? "no arbiter" : "(" + upsert.arbiter + ")";
    const std::string what = upsert.flaw == Upsert::Flaw::kSetsKeyFromExcluded
                                 ? "ON CONFLICT " + arbiter + " of " + table + " takes over another tenant's row: it sets the tenant key"
                                 : "ON CONFLICT " + arbiter + " of " + table + " may update another tenant's row: the arbiter lacks the tenant key";
    findings.add(upsert.at, what)
        .subject(upsert.table->display_name())
        .because(upsert.table->ownership.because, upsert.table->display_name() + ": " + upsert.table->ownership.why)
        .advise("put the tenant key into the arbiter index, or add WHERE with the tenant key of the target");
  }
}

}  // namespace ringfence
