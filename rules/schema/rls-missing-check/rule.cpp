// Reports policies under which a role can write rows of another tenant.
#include "ringfence/rule.h"
#include "rules/schema/row_security.h"

namespace ringfence {

void schema_rls_missing_check(const Facts& facts, Findings& findings) {
  for (const schema::OpenPolicy& open : schema::open_policies(facts, RowProof::Hole::kOpen, true, false))
    schema::report(findings, *open.first,
                   schema::named(*open.first) + " lets rows be written for other tenants" + schema::scope_of(open) + ": " +
                       open.first->detail,
                   "this does not ask whose row it will be",
                   "give the policy a WITH CHECK that compares the tenant's key with the session's tenant");
}

}  // namespace ringfence
