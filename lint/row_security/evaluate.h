// Proves policies: one statement for each permissive policy, with all restrictive ones, held against the prover.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/query.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::row_security {

/// What holds for one table, command and role.
struct Evaluated {
  RowProof proof;
  /// Of "nothing of another tenant shows": worse than `proof.verdict` where a policy looks at rows that nothing ties.
  Verdict isolated = Verdict::kProven;
  std::string isolated_because;
};

/// The expressions of all restrictive policies for the table, command and role of `of`.
std::vector<const SqlText*> restrictive_parts(const Catalog& catalog, const RowProof& of);

/// Not thread-safe: made and filled in one go.
class Evaluator {
 public:
  Evaluator(const Catalog& catalog, const Policy& policy);

  const Evaluated& evaluate(const Table& table, RowCommand command, const std::string& role, bool written);

 private:
  struct Outcome {
    RowProof proof;
    Verdict isolated = Verdict::kProven;
    std::string isolated_because;
  };
  /// For whom, and of which kind of rows, a policy is proved.
  struct Subject {
    std::string role;
    bool written = false;
  };
  using Key = std::tuple<const Table*, RowCommand, std::string, bool>;

  void judge(Evaluated& made, const RowPolicy& permissive, const std::vector<const SqlText*>& parts);
  Outcome prove(const SqlText& text, const std::string& role, bool written);
  Facts facts_of(const Query& query, const Policy& policy, const Subject& subject);
  void classify(const Query& query, const Facts& facts, const Subject& subject, Outcome& outcome);
  bool rests_on_editable_claims(const Query& query, const Subject& subject);
  RowClosure inner_closure(const Query& query, const Table& table, const Relation* relation, const Subject& subject);
  SqlBinder& binder();

  const Catalog& catalog_;
  const Policy& policy_;
  Policy trusted_;   ///< The policy without terms that a request's sender can make up.
  std::map<Key, Evaluated> known_;
  std::map<std::tuple<std::string, bool, std::string>, Outcome> proved_;  ///< By subject and text.
  std::vector<std::unique_ptr<SqlBinder>> binders_;                ///< By depth: a query lives in the one it was bound with.
  size_t depth_ = 0;
};

}  // namespace ringfence::row_security
