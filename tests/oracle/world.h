// One random schema in both worlds: the prover's catalog and a real PostgreSQL with pairs of databases.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lint/witness/laboratory.h"
#include "ringfence/policy.h"
#include "ringfence/sql_front_end.h"
#include "tests/oracle/random_statement.h"

namespace ringfence::tests {

/// A schema and who owns what, as the prover reads them.
struct ReadCatalog {
  ReadCatalog(const std::string& ddl, const std::string& policy);

  Policy policy;
  std::unique_ptr<Catalog> catalog;
  std::vector<std::string> problems;

 private:
  std::vector<SourcePtr> sources_;
};

struct Proved {
  Verdict verdict = Verdict::kUnknown;
  std::string problem;  ///< What could not be read, or why the verdict is unknown.
};

/// What pairs of databases showed.
struct Observed {
  bool inside = false;          ///< A difference where foreign keys stay inside tenants.
  bool crossing = false;        ///< One where they cross.
  bool reference_only = false;  ///< Inside, but only in whether a foreign key accepts what the statement writes.
  int executions = 0;
  int failures = 0;
  std::string failure;  ///< The last.
  std::string example;  ///< The first difference, readable.

  bool differs() const { return inside || crossing || reference_only; }
};

/// `proven` with a difference, or `proven given consistent foreign keys` with one where they are consistent.
bool is_unsound(Verdict verdict, const Observed& observed);

class World {
 public:
  World(const std::string& connection, const std::string& prefix, const RandomCatalog& catalog, uint64_t seed);

  const ReadCatalog& read() const { return read_; }
  Proved prove(const std::string& statement) const;
  /// Runs the statement on `pairs` pairs of databases, or until all that it can differ in was seen.
  Observed observe(const RandomStatement& statement, int pairs, uint64_t seed);
  /// Other rows in all pairs.
  void refill(uint64_t seed);
  const std::vector<std::string>& refused() const { return laboratory_.refused(); }

 private:
  witness::Experiment experiment_of(const RandomStatement& statement, size_t slot, witness::Random& random) const;
  std::string argument(RandomStatement::Parameter kind, size_t number, size_t slot, witness::Random& random) const;

  const RandomCatalog catalog_;
  ReadCatalog read_;
  IsolationProver prover_;
  mutable SqlBinder binder_;
  witness::SchemaPart part_;
  witness::Laboratory laboratory_;
};

}  // namespace ringfence::tests
