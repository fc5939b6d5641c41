// Facts of one thing at a time: a query file, a routine, a view, a migration, a statement of C++. Thread-safe; the binder is
// the caller's own.
#pragma once

#include "ringfence/bound_credentials.h"
#include "ringfence/code.h"
#include "ringfence/column_observer.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/promise_observer.h"
#include "ringfence/query.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::engine {

class Observer {
 public:
  /// Keeps references. `reasons`: fill Proof::reasons.
  Observer(const Catalog& catalog, const Policy& policy, const IsolationProver& prover, const ColumnObserver& columns, const BoundCredentials& credentials,
           const PromiseObserver& promises, const CodeReading& code, bool reasons)
      : catalog_(catalog),
        policy_(policy),
        prover_(prover),
        columns_(columns),
        credentials_(credentials),
        promises_(promises),
        code_(code),
        reasons_(reasons) {}

  Facts file(const Source& source, SqlBinder& binder) const;
  /// One statement of a query file.
  Facts statement(const SqlText& text, SqlBinder& binder) const;
  /// A text of pg_stat_statements.
  Facts executed(const Source& source, SqlBinder& binder) const;
  Facts routine(const Routine& routine, SqlBinder& binder) const;
  /// What a view's query would be worth as a statement of its own.
  Facts view(const View& view, SqlBinder& binder) const;
  /// Secrets in a migration, and what its statements do about promises.
  Facts migration(const Source& source, SqlBinder& binder) const;
  /// What is open in a text of C++, and what is bound to it. `by_content`: it reaches no known call.
  Facts code(const CodeStatement& code, SqlBinder& binder, bool by_content) const;

 private:
  void bound(const BoundStatement& bound, Place at, Facts& facts) const;

  const Catalog& catalog_;
  const Policy& policy_;
  const IsolationProver& prover_;
  const ColumnObserver& columns_;
  const BoundCredentials& credentials_;
  const PromiseObserver& promises_;
  const CodeReading& code_;
  const bool reasons_;
};

}  // namespace ringfence::engine
