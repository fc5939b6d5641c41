// Reports tables whose owner their policies do not bind, where the application may be that owner.
#include "ringfence/rule.h"

namespace ringfence {

void schema_rls_not_forced(const Facts& facts, Findings& findings) {
  for (const TableSecurity& security : facts.table_securities) {
    const Table& table = *security.table;
    if (security.unbound_role.empty() || !table.rls_enabled) continue;
    const bool known = !table.owner_role.empty() && security.unbound_role != "its owner";
    findings
        .add(table.declared_at, "the policies of '" + table.display_name() + "' do not bind " +
                                    (known ? "role '" + security.unbound_role + "', which owns the table" : "its owner"))
        .about(&table).subject(table.display_name())
        .because(table.ownership.because, table.display_name() + ": " + table.ownership.why)
        .advise("force row-level security, or let the application be another role and name it in [tenant] app_roles")
        .migrate(security.fix);
  }
}

}  // namespace ringfence
