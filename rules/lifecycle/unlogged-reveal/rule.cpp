// Reports reads of masked columns outside the functions that are declared for them, or without the row in the audit table.
#include "rules/lifecycle/promised.h"

namespace ringfence {

namespace {

std::string what(const UnloggedReveal& one) {
  using Kind = UnloggedReveal::Kind;
  const std::string columns = listed(one.columns) + (one.columns.size() == 1 ? " is " : " are ");
  if (one.kind == Kind::kElsewhere) return columns + "read outside the functions that may reveal it";
  if (one.kind == Kind::kOtherTransaction) return columns + "revealed, and the row in '" + one.audit + "' is written in another transaction";
  return columns + "revealed without a row in '" + one.audit + "'";
}

std::string advice(const UnloggedReveal& one) {
  using Kind = UnloggedReveal::Kind;
  if (one.kind == Kind::kElsewhere) return "read it masked, or call a function that reveals it and writes that down";
  if (one.kind == Kind::kOtherTransaction) return "insert it before the commit of the transaction that reads, so that both happen or neither";
  return "insert a row into '" + one.audit + "' in the same function and transaction";
}

}  // namespace

void lifecycle_unlogged_reveal(const Facts& facts, Findings& findings) {
  for (const UnloggedReveal& one : facts.unlogged_reveals) {
    auto finding = findings.add(one.at, what(one) + " (" + name_of(one.promised) + ")");
    finding.about(one.table).advise(advice(one));
    broken(finding, one.promised, listed(one.columns));
  }
}

}  // namespace ringfence
