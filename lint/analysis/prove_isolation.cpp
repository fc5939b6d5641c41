// Facts of one statement from the runs of the prover: the strict one first; only where it fails, the conditional one
// and those that tell what is missing.
#include "lint/analysis/findings_of_run.h"
#include "lint/analysis/run.h"
#include "lint/analysis/schema_scope.h"

namespace ringfence {

using namespace analysis;

struct IsolationProver::Prepared {
  const Catalog& catalog;
  Terms terms;
  SchemaScope schemas;
  RowClosures closures;
};

IsolationProver::IsolationProver(const Catalog& catalog, const Policy& policy, bool path_is_tenants, RowClosures closures)
    : prepared_(std::make_unique<const Prepared>(Prepared{catalog, Terms(policy, static_cast<bool>(closures)),
                                                          SchemaScope(catalog, policy, path_is_tenants),
                                                          std::move(closures)})) {}

IsolationProver::~IsolationProver() = default;

Facts IsolationProver::prove(const Query& query, bool reasons) const {
  const Problem problem(query, prepared_->catalog, prepared_->terms, &prepared_->closures);
  Suppositions strict;
  strict.reasons = reasons;
  Run run(problem, strict);
  run.execute();
  Facts facts = StatementFacts(problem, run, reasons).take();
  prepared_->schemas.judge(query, facts);
  return facts;
}

}  // namespace ringfence
