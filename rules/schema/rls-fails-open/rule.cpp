// Reports policies that let everything through while no tenant is set.
#include "ringfence/rule.h"
#include "rules/schema/row_security.h"

namespace ringfence {

void schema_rls_fails_open(const Facts& facts, Findings& findings) {
  for (const schema::OpenPolicy& open : schema::open_policies(facts, RowProof::Hole::kFailsOpen, true, true))
    schema::report(findings, *open.first,
                   schema::named(*open.first) + " is open" + schema::scope_of(open) +
                       " while no tenant is set: " + open.first->detail,
                   "true while the setting is missing",
                   "drop the branch: with a missing setting, nobody's rows are to be seen");
}

}  // namespace ringfence
