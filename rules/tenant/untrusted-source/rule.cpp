// Reports tenant values that come from the request instead of the session.
#include "ringfence/rule.h"

namespace ringfence {

void tenant_untrusted_source(const Facts& facts, Findings& findings) {
  for (const TenantArgument& argument : facts.tenant_arguments) {
    if (argument.flaw != TenantArgument::Flaw::kFromRequest) continue;
    Findings::Builder finding =
        findings.add(argument.at, "'" + argument.column + "' is compared with what the request says: " + argument.given);
    for (const Label& label : argument.way)
      if (label.at != argument.at) finding.because(label.at, label.text);
    finding.because(argument.compared_at, "bound here as the tenant")
        .about(argument.table)
        .subject(argument.column)
        .advise("take the tenant from the session, and check the request's against it where it has to name one");
    if (!argument.context_declared) finding.severity(Severity::kWarning);
  }
}

}  // namespace ringfence
