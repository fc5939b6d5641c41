// Reports columns that hold readable what the column beside them holds protected.
#include "ringfence/rule.h"

namespace ringfence {

void credential_left_behind(const Facts& facts, Findings& findings) {
  for (const CredentialColumn& one : facts.credential_columns) {
    if (one.protected_twin < 0 || one.protection == Protection::kProtected || one.kind.treatment == Treatment::kProhibited) continue;
    const Column& column = one.table->columns[static_cast<size_t>(one.column)];
    const Column& twin = one.table->columns[static_cast<size_t>(one.protected_twin)];
    findings.add(column.declared_at, "'" + one.name() + "' stayed beside '" + twin.name + "'")
        .subject(one.name())
        .because(twin.declared_at, "the same, protected")
        .advise("move what is left, set it to NULL, and drop the column");
  }
}

}  // namespace ringfence
