// Reports writes to credential columns of values that nothing has protected.
#include "ringfence/rule.h"

namespace ringfence {

namespace {

std::string what_of(const CredentialWrite& write) {
  using Form = CredentialWrite::Form;
  const std::string name = "'" + write.name() + "'";
  if (write.form == Form::kLiteral) return "a literal is written to " + name;
  if (write.form == Form::kGenerated) return write.given + " is written to " + name + " as it is";
  if (write.form == Form::kCopied) return "'" + write.given + "' is copied to " + name + " as it is";
  return write.given + " reaches " + name + " as it is";
}

}  // namespace

void credential_plaintext_write(const Facts& facts, Findings& findings) {
  using Form = CredentialWrite::Form;
  for (const CredentialWrite& write : facts.credential_writes) {
    const bool is_plain = write.form == Form::kLiteral || write.form == Form::kGenerated || write.form == Form::kCopied || write.form == Form::kPlain;
    if (!is_plain || write.kind.treatment == Treatment::kProhibited) continue;
    const bool is_hashed = write.kind.treatment == Treatment::kHashOnly;
    auto finding = findings.add(write.at, what_of(write));
    finding.about(write.table, write.column).subject(write.name())
        .because(write.table->columns[static_cast<size_t>(write.column)].declared_at, write.name() + ": " + write.kind.why)
        .advise(is_hashed ? "write a hash of it: crypt(…, gen_salt('bf')) for a password, digest(…, 'sha256') for a token"
                          : "write what pgp_sym_encrypt() or the application's own encryption makes of it");
    for (const Label& label : write.way) finding.because(label.at, label.text);
  }
}

}  // namespace ringfence
