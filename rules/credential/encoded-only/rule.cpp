// Reports credentials that are encoded and not encrypted.
#include "ringfence/rule.h"

namespace ringfence {

void credential_encoded_only(const Facts& facts, Findings& findings) {
  for (const CredentialWrite& write : facts.credential_writes) {
    if (write.form != CredentialWrite::Form::kEncoded) continue;
    const std::string by = write.given.empty() ? "" : " by " + write.given;
    findings.add(write.at, "'" + write.name() + "' is only encoded" + by + ": anybody can undo that")
        .about(write.table, write.column).subject(write.name())
        .because(write.given.empty() ? Place() : write.table->columns[static_cast<size_t>(write.column)].declared_at, write.name() + ": " + write.kind.why)
        .advise("encrypt or hash it first; what comes out may then be encoded");
  }
}

}  // namespace ringfence
