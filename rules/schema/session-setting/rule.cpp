// Reports settings that say who the tenant is and that outlive their transaction.
#include "ringfence/rule.h"

namespace ringfence {

void schema_session_setting(const Facts& facts, Findings& findings) {
  for (const SettingChange& change : facts.setting_changes) {
    if (change.local || change.clears || !change.scope_known) continue;
    findings.add(change.at, "'" + change.setting + "' is set for the session: on a pooled connection the next customer's requests run with it")
        .subject(change.setting)
        .advise("set it for the transaction: SET LOCAL, or set_config(…, true)");
  }
}

}  // namespace ringfence
