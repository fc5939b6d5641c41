// Reports ids of something else that are bound where the tenant is meant.
#include "ringfence/rule.h"

namespace ringfence {

void tenant_swapped_argument(const Facts& facts, Findings& findings) {
  for (const TenantArgument& argument : facts.tenant_arguments) {
    if (argument.flaw != TenantArgument::Flaw::kSwapped) continue;
    Findings::Builder finding =
        findings.add(argument.at, "'" + argument.column + "' is compared with '" + argument.given + "', which is another id");
    for (const Label& label : argument.way)
      if (label.at != argument.at) finding.because(label.at, label.text);
    finding.because(argument.compared_at, "bound here as the tenant")
        .about(argument.table)
        .subject(argument.column)
        .advise("check the order of the arguments");
  }
}

}  // namespace ringfence
