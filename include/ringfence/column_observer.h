// From statements to what they do with columns that hold credentials or personal data, and from that to a verdict on
// each column.
#pragma once

#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

/// Keeps references to catalog, classes and policy. Thread-safe.
class ColumnObserver {
 public:
  ColumnObserver(const Catalog& catalog, const ColumnClasses& classes, const Policy& policy)
      : catalog_(catalog), classes_(classes), policy_(policy) {}

  /// What one statement writes, hands out and logs. `statement`: its index in `facts`, -1: it is none of them.
  void observe(const BoundStatement& bound, int statement, Facts& facts) const;
  /// The same of the query of a view.
  void observe_view(const View& view, const BoundStatement& bound, Facts& facts) const;

  /// Facts::credential_columns, from DDL and all of Facts::credential_writes. Whoever knows more of a write that is kBound
  /// (what C++ binds to its parameter) says so in its `form` before this is called.
  void conclude(Facts& facts) const;

 private:
  bool is_outside_vault(const CredentialColumn& column) const;

  const Catalog& catalog_;
  const ColumnClasses& classes_;
  const Policy& policy_;
};

}  // namespace ringfence
