// Reports credential columns that hold plain text (errors), and those of which nothing shows what they hold (warnings).
#include "ringfence/rule.h"

namespace ringfence {

namespace {

const char* advice_for(Treatment treatment) {
  return treatment == Treatment::kHashOnly ? "store a hash of it: bcrypt or argon2 of a password, a keyed or SHA-256 hash of a token"
                                           : "encrypt it before it is stored, or keep it in a vault and its id here";
}

}  // namespace

void credential_plaintext_column(const Facts& facts, Findings& findings) {
  for (const CredentialColumn& one : facts.credential_columns) {
    // Of what is never to be stored, of what is wrong in a statement, and of what a migration left, other rules speak.
    if (one.kind.treatment == Treatment::kProhibited || one.is_told_by_writes || one.protected_twin >= 0) continue;
    if (one.protection == Protection::kProtected) continue;
    const bool is_plaintext = one.protection == Protection::kPlaintext;
    const Column& column = one.table->columns[static_cast<size_t>(one.column)];
    auto finding = findings.add(column.declared_at, is_plaintext ? "'" + one.name() + "' is kept in plain text"
                                                                 : "nothing shows that '" + one.name() + "' is kept protected");
    finding.about(one.table, one.column).subject(one.name()).because(one.kind.because, one.kind.why).advise(advice_for(one.kind.treatment));
    if (!is_plaintext) finding.severity(Severity::kWarning);
    for (const Evidence& evidence : one.evidence)
      if (is_plaintext == (evidence.weight == Evidence::Weight::kAgainst)) finding.because(evidence.at, evidence.what);
  }
}

}  // namespace ringfence
