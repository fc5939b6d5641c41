// Facts of one statement from the runs of the prover: the strict one first; only where it fails, the conditional one
// and those that tell what is missing.
#include "lint/analysis/findings_of_run.h"
#include "lint/analysis/run.h"

namespace ringfence {

using namespace analysis;

struct IsolationProver::Prepared {
  const Catalog& catalog;
  Terms terms;
};

IsolationProver::IsolationProver(const Catalog& catalog, const Policy& policy)
    : prepared_(std::make_unique<const Prepared>(Prepared{catalog, Terms(policy)})) {}

IsolationProver::~IsolationProver() = default;

Facts IsolationProver::prove(const Query& query, bool reasons) const {
  const Problem problem(query, prepared_->catalog, prepared_->terms);
  Suppositions strict;
  strict.reasons = reasons;
  Run run(problem, strict);
  run.execute();
  return StatementFacts(problem, run, reasons).take();
}

}  // namespace ringfence
