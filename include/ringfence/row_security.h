// What row-level security does: for each owned table, command and application role, whether rows of another tenant can be
// seen or written. Method and limits: docs/isolation.md, "Row-level security".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/query.h"

namespace ringfence {

/// Proofs of all policies, made once; immutable and thread-safe afterwards. Keeps references to the catalog and the policy.
class RowSecurity {
 public:
  RowSecurity(const Catalog& catalog, const Policy& policy);
  ~RowSecurity();

  /// The project has policies, or its configuration asks for them. Where not, nothing else here says anything.
  bool in_use() const;
  /// What it does for a relation of a statement that the application (or the routine it stands in) runs.
  RowClosure closure(const Query& query, const Table& table, const Relation* relation, RowCommand command,
                     bool written) const;
  /// `closure` as the prover asks for it; empty where nothing is in use. This object has to live as long.
  RowClosures closures() const;
  /// TableSecurity and RowProof of all owned tables.
  void add_facts(Facts& facts) const;
  /// The rows that the policy of a proof lets through, as a statement: `SELECT * FROM table WHERE …`. What WITH CHECK accepts, in
  /// the same way. Nothing where the proof names no policy.
  std::optional<SqlText> rows_let_through(const RowProof& proof) const;
  /// The predicate that ties a row of the table to the tenant, as a policy would write it; empty where it cannot be told.
  std::string tenant_predicate(const Table& table) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// RowClosure::term of a relation that stands for rows about to be written: what they say of themselves makes nobody a member.
inline constexpr std::string_view kNewRow = "new row";

/// Whether a stable expression (Expression::text) is the tenant of the outermost level, as the policy declares it.
bool is_tenant_term(const Policy& policy, std::string_view stable_text);

}  // namespace ringfence
