// Reports ON CONFLICT … DO UPDATE whose conflicting row may be another tenant's.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_crossing_upsert(const Facts& facts, Findings& findings) {
  for (const Upsert& upsert : facts.upserts) {
    if (upsert.flaw == Upsert::Flaw::kNone || !upsert.updates) continue;
    const std::string table = tenant::quoted(*upsert.table);
    const std::string arbiter = upsert.arbiter.empty() ? "ON CONFLICT" : "ON CONFLICT (" + upsert.arbiter + ")";
    const std::string what =
        upsert.flaw == Upsert::Flaw::kSetsKeyFromExcluded
            ? arbiter + " may take over another tenant's row of " + table + ": it sets the tenant key"
            : arbiter + " may update another tenant's row of " + table + ": no tenant key in what is unique";
    auto finding = findings.add(upsert.at, what);
    finding.about(upsert.table).subject(upsert.table->display_name())
        .advise("put the tenant key into the unique index, or add a WHERE that ties the existing row to the tenant");
    tenant::because_owned(finding, *upsert.table);
  }
}

}  // namespace ringfence
