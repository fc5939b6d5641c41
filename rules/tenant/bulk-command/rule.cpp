// Reports TRUNCATE, COPY and REFRESH over the rows of all tenants in application SQL.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_bulk_command(const Facts& facts, Findings& findings) {
  for (const BulkCommand& command : facts.bulk_commands) {
    if (!command.table->is_owned()) continue;
    auto finding = findings.add(
        command.at, command.command + " takes in the rows of every tenant: " + tenant::quoted(*command.table));
    finding.about(command.table).subject(command.table->display_name())
        .advise("use a statement with the tenant in its WHERE, such as DELETE or COPY (SELECT …)");
    tenant::because_owned(finding, *command.table);
  }
}

}  // namespace ringfence
