// Reports statements that name a tenant's schema, or two tenants' schemas.
#include "ringfence/rule.h"

namespace ringfence {

void schema_literal_tenant(const Facts& facts, Findings& findings) {
  for (const TenantSchema& one : facts.tenant_schemas) {
    if (one.flaw == TenantSchema::Flaw::kLiteral)
      findings.add(one.at, "the schema of one tenant is written out: '" + one.name + "'")
          .subject(one.name)
          .advise("leave the schema to the search path of the transaction, or take it from the tenant and quote it as an identifier");
    if (one.flaw == TenantSchema::Flaw::kSecond)
      findings.add(one.at, "the statement reaches into the schemas of two tenants: '" + one.other + "' and '" + one.name + "'")
          .subject(one.other + "/" + one.name)
          .because(one.other_at, "the first")
          .advise("stay in the schema of one tenant in a statement");
  }
}

}  // namespace ringfence
