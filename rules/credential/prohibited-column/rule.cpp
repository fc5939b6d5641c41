// Reports columns for card security codes, PIN blocks and bank logins, and for full card numbers that nothing protects.
#include "ringfence/rule.h"

namespace ringfence {

void credential_prohibited_column(const Facts& facts, Findings& findings) {
  for (const CredentialColumn& one : facts.credential_columns) {
    if (one.kind.treatment != Treatment::kProhibited) continue;
    const bool is_card_number = one.kind.data_class == DataClass::kPersonal;
    if (is_card_number && one.protection == Protection::kProtected) continue;
    findings.add(one.table->columns[static_cast<size_t>(one.column)].declared_at,
                 "'" + one.name() + "' is for " + (is_card_number ? "whole card numbers" : "what is never to be stored"))
        .about(one.table, one.column).subject(one.name())
        .because(one.kind.because, one.kind.why)
        .advise(is_card_number ? "leave the number with the payment provider; keep its token, the brand and the last four digits"
                               : "drop the column: use the value while it is there, and forget it");
  }
}

}  // namespace ringfence
