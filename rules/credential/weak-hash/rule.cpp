// Reports credentials that are hashed in a way that does not hold: MD5, SHA-1, and fast hashes of what people choose.
#include "ringfence/rule.h"

namespace ringfence {

void credential_weak_hash(const Facts& facts, Findings& findings) {
  for (const CredentialWrite& write : facts.credential_writes) {
    if (write.form != CredentialWrite::Form::kWeakHash) continue;
    const std::string by = write.given.empty() ? "by its own name" : "by " + write.given;
    findings.add(write.at, "'" + write.name() + "' is hashed " + by + ", which does not hold")
        .about(write.table, write.column).subject(write.name())
        .because(write.given.empty() ? Place() : write.table->columns[static_cast<size_t>(write.column)].declared_at, write.name() + ": " + write.kind.why)
        .advise(write.kind.category == "credential.password" ? "use a slow, salted hash: argon2, or crypt(…, gen_salt('bf', 12))"
                                                             : "use SHA-256 or HMAC for what is random, a slow and salted hash for what can be guessed");
  }
}

}  // namespace ringfence
