// Reports policies that let one role see or change rows of another tenant.
#include "ringfence/rule.h"
#include "rules/schema/row_security.h"

namespace ringfence {

void schema_rls_open_policy(const Facts& facts, Findings& findings) {
  for (const schema::OpenPolicy& open : schema::open_policies(facts, RowProof::Hole::kOpen, false, true))
    schema::report(findings, *open.first,
                   schema::named(*open.first) + " lets rows of other tenants through" + schema::scope_of(open) + ": " +
                       open.first->detail,
                   "this is not tied to the tenant",
                   "compare the tenant's key with the session's tenant, in this policy or in a restrictive one");
}

}  // namespace ringfence
