// Reports owned tables without row-level security, where the project relies on it.
#include "ringfence/rule.h"

namespace ringfence {

namespace {

std::string advice_for(const Table& table) {
  if (table.kind == Table::Kind::kForeign)
    return "PostgreSQL has none for foreign tables: take it from the application's role, and show it through a view that is scoped";
  return table.row_policies.empty() ? "write a policy that compares the tenant's key with the session's tenant, then enable it" : "enable it";
}

}  // namespace

void schema_rls_disabled(const Facts& facts, Findings& findings) {
  for (const TableSecurity& security : facts.table_securities) {
    const Table& table = *security.table;
    const bool has_policies = !table.row_policies.empty();
    if (table.rls_enabled || !(security.required || security.expected || has_policies)) continue;
    const std::string name = "'" + table.display_name() + "'";
    Findings::Builder finding = findings.add(
        table.declared_at, has_policies ? "the policies of " + name + " do nothing: row-level security is not enabled"
                                        : name + " has no row-level security" +
                                              (security.required ? "" : ", which most tables of tenants here have"));
    finding.about(&table).subject(table.display_name())
        .because(table.ownership.because, table.display_name() + ": " + table.ownership.why)
        .advise(advice_for(table));
    if (!security.fix.empty()) finding.migrate(security.fix);
    if (has_policies) finding.because(table.row_policies[0].declared_at, "a policy that nobody is held to");
    // Each statement is still proved by itself, unless that is what row-level security is for.
    else if (!security.required) finding.severity(Severity::kWarning);
  }
}

}  // namespace ringfence
