// Reports names of tenants' schemas that are put into SQL text without quoting.
#include "ringfence/rule.h"

namespace ringfence {

void schema_unquoted_tenant(const Facts& facts, Findings& findings) {
  for (const TenantSchema& one : facts.tenant_schemas)
    if (one.flaw == TenantSchema::Flaw::kUnquoted)
      findings.add(one.at, "the name of a tenant's schema is put into the statement without quoting: " + one.name)
          .subject(one.name)
          .advise("quote it as an identifier: %I in format(), quote_ident(), pqxx's quote_name(), PQescapeIdentifier()");
}

}  // namespace ringfence
