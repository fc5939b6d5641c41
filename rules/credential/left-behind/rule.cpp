// Reports columns that hold readable what the column beside them holds protected, and credentials of connections that are no
// longer in use.
#include "ringfence/rule.h"

namespace ringfence {

void credential_left_behind(const Facts& facts, Findings& findings) {
  for (const CredentialColumn& one : facts.credential_columns) {
    if (one.protected_twin < 0 || one.protection == Protection::kProtected || one.kind.treatment == Treatment::kProhibited) continue;
    const Column& column = one.table->columns[static_cast<size_t>(one.column)];
    const Column& twin = one.table->columns[static_cast<size_t>(one.protected_twin)];
    findings.add(column.declared_at, "'" + one.name() + "' stayed beside '" + twin.name + "'")
        .about(one.table, one.column).subject(one.name())
        .because(twin.declared_at, "the same, protected")
        .advise("move what is left, set it to NULL, and drop the column");
  }
  for (const CredentialLeftover& one : facts.credential_leftovers) {
    const auto name = [&](int column) { return "'" + one.table->columns[static_cast<size_t>(column)].name + "'"; };
    std::string names;
    for (const int column : one.columns) names += (names.empty() ? "" : ", ") + name(column);
    auto finding = findings.add(one.at, "the connection is taken out of use (" + one.flag + "), and its row keeps " + names);
    finding.about(one.table).subject(one.table->display_name() + " " + one.flag).advise("set it to NULL in the same statement");
    for (const int column : one.columns)
      finding.about(one.table, column).because(one.table->columns[static_cast<size_t>(column)].declared_at, name(column) + " holds a credential");
  }
}

}  // namespace ringfence
