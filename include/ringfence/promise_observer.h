// From statements to what they do about the commitments of policy packs, and from that to a verdict on each.
#pragma once

#include <memory>

#include "ringfence/code.h"
#include "ringfence/columns.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

/// Keeps references to catalog, classes, policy and code. Thread-safe. Without commitments it does nothing.
class PromiseObserver {
 public:
  PromiseObserver(const Catalog& catalog, const ColumnClasses& classes, const Policy& policy);
  ~PromiseObserver();

  /// Facts::DataUses of one statement. `statement`: its index in `facts`, -1: it is none of them.
  void observe(const BoundStatement& bound, int statement, Facts& facts) const;
  /// The same of a migration's statement: what it does is done once, but for commands that it schedules.
  void observe_migration(const SqlText& text, SqlBinder& binder, Facts& facts) const;
  void observe_view(const View& view, const BoundStatement& bound, Facts& facts) const;
  /// Puts what C++ binds in the place of parameters; all facts are of this statement.
  void settle(const CodeStatement& statement, const CodeReading& code, Facts& facts) const;
  /// A text of C++ that could not be read because of what is open in it.
  void observe_open(const CodeStatement& statement, int index, Facts& facts) const;

  /// PromiseFacts, out of the catalog, DataUses and Facts::value_leaks.
  void conclude(const CodeReading& code, Facts& facts) const;

 private:
  struct Known;
  std::unique_ptr<const Known> known_;
};

}  // namespace ringfence
