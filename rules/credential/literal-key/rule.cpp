// Reports keys, passwords and connection strings that stand in a text. The value itself is never named.
#include "ringfence/rule.h"

namespace ringfence {

void credential_literal_key(const Facts& facts, Findings& findings) {
  for (const CredentialLiteral& literal : facts.credential_literals)
    findings.add(literal.at, literal.what + " stands in the code")
        .subject(literal.what)
        .advise("take it out, change it, and hand it in at run time: a parameter, a setting of the deployment, a vault");
}

}  // namespace ringfence
