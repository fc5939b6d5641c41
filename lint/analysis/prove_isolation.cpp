// Facts of one statement from the runs of the prover: the strict one first; only where it fails, the conditional one and
// those that tell what is missing.
#include "lint/analysis/findings_of_run.h"
#include "lint/analysis/run.h"

namespace ringfence {

using namespace analysis;

Facts prove_isolation(const Query& query, const Catalog& catalog, const Policy& policy, bool reasons) {
  const Problem problem(query, catalog, policy);
  Suppositions strict;
  strict.reasons = reasons;
  Run run(problem, strict);
  run.execute();
  return StatementFacts(problem, run, reasons).take();
}

}  // namespace ringfence
