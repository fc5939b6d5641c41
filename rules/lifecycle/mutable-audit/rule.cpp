// Reports what changes or deletes rows of a table that is promised only to grow, and who may.
#include "rules/lifecycle/promised.h"

namespace ringfence {

namespace {

std::string advice_for(const AuditChange& one) {
  if (one.how.starts_with("grants ")) return "leave INSERT and SELECT, and take the rest back with REVOKE";
  if (one.how.starts_with("ON DELETE ")) return "let the reference refuse (ON DELETE RESTRICT), or drop it and keep the value";
  if (one.how == "ON CONFLICT DO UPDATE") return "insert a row of its own, or DO NOTHING";
  return "add a row that says what is right now, and leave those that are there";
}

}  // namespace

void lifecycle_mutable_audit(const Facts& facts, Findings& findings) {
  for (const AuditChange& one : facts.audit_changes) {
    auto finding = findings.add(one.at, one.how + ": rows of '" + one.name + "' are to be added only (" + name_of(one.promised) + ")");
    if (one.table != nullptr) finding.about(one.table).because(one.table->declared_at, "the table");
    finding.advise(advice_for(one));
    broken(finding, one.promised, one.name + " " + one.how);
  }
}

}  // namespace ringfence
