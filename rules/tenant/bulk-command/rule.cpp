// TRUNCATE, COPY or REFRESH over the rows of all tenants in application SQL.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_bulk_command(const Facts& facts, Findings& findings) {
  for (const BulkCommand& command : facts.bulk_commands) {
    if (!command.table->is_owned()) continue;
    findings.add(command.at, command.command + " takes in the rows of every tenant: '" + command.table->display_name() + "'")
        .subject(command.table->display_name())
        .because(command.table->ownership.because, command.table->display_name() + ": " + command.table->ownership.why)
        .advise("use a statement with the tenant in its WHERE, or COPY (SELECT …)");
  }
}

}  // namespace ringfence
