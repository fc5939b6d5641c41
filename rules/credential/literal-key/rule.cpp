// Reports keys, passwords and connection strings that stand in SQL and C++. The value itself is never named.
#include "ringfence/rule.h"

namespace ringfence {

void credential_literal_key(const Facts& facts, Findings& findings) {
  for (const CredentialLiteral& literal : facts.credential_literals) {
    auto finding = findings.add(literal.at, literal.what + " stands in the code" + (literal.is_certain ? "" : ", as an example as it seems"));
    finding.subject(literal.what);
    if (!literal.is_certain) finding.severity(Severity::kNote);
    finding.advise("take it out, change it, and hand it in at run time: a parameter, a setting of the deployment, a vault");
  }
}

}  // namespace ringfence
