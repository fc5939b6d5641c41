// Reports policies that believe what the user can edit.
#include "ringfence/rule.h"
#include "rules/schema/row_security.h"

namespace ringfence {

void schema_rls_editable_claim(const Facts& facts, Findings& findings) {
  for (const schema::OpenPolicy& open : schema::open_policies(facts, RowProof::Hole::kEditableClaim, true, true))
    schema::report(findings, *open.first,
                   schema::named(*open.first) + " believes what the user can edit" + schema::scope_of(open) + ": " +
                       open.first->detail,
                   "the user writes this", "take the tenant from what only the server writes: app_metadata, a membership");
}

}  // namespace ringfence
