// Reports credentials outside the vault that the policy names, and reads of what it holds from places that may not.
#include "ringfence/rule.h"

namespace ringfence {

void credential_outside_vault(const Facts& facts, Findings& findings) {
  for (const CredentialColumn& one : facts.credential_columns) {
    if (!one.is_outside_vault) continue;
    findings.add(one.table->columns[static_cast<size_t>(one.column)].declared_at, "'" + one.name() + "' keeps a credential outside the vault")
        .about(one.table, one.column).subject(one.name())
        .because(one.kind.because, one.kind.why)
        .advise("move it to the vault, and keep its id here");
  }
  for (const VaultRead& one : facts.vault_reads)
    findings.add(one.at, "'" + one.view + "' hands out what the vault holds, decrypted, in a place that is not declared for it")
        .subject(one.view)
        .advise("read it where [credential] vault_readers says, or add this place there");
}

}  // namespace ringfence
