// Reports inserts of a provider's events that do not know an event again.
#include "rules/lifecycle/promised.h"

namespace ringfence {

void lifecycle_repeated_event(const Facts& facts, Findings& findings) {
  for (const RepeatedEvent& one : facts.repeated_events) {
    const std::string table = one.table->display_name();
    std::string what = "an event that is delivered twice is stored twice in '" + table + "': no conflict target has " + listed(one.missing);
    if (one.has_no_unique_key) what += ", and no unique key does";
    auto finding = findings.add(one.at, what + " (" + name_of(one.promised) + ")");
    finding.about(one.table)
        .because(one.table->declared_at, "the table")
        .advise(one.has_no_unique_key ? "make a unique key of these columns, and name it in ON CONFLICT … DO NOTHING" : "add ON CONFLICT with the whole key, DO NOTHING");
    broken(finding, one.promised, table);
  }
}

}  // namespace ringfence
