// What stands for a statement's parameters and settings when it runs for one tenant.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lint/witness/laboratory.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/sql_text.h"

namespace ringfence::witness {

/// Which parameters and settings the policy calls the tenant.
class TenantTerms {
 public:
  /// `facts` decide where the policy names no term: what ties other relations, else a parameter named like the key.
  TenantTerms(const Policy& policy, const SqlText& statement, const Facts& facts);

  /// The level that the parameter stands for, from 0; -1: it is the caller's choice.
  int level_of(int parameter) const;
  const std::vector<std::pair<std::string, int>>& settings() const { return settings_; }
  /// The statement ties some relation by one term and some by another: they need not be of one tenant.
  bool disagree() const { return disagree_; }

 private:
  void read_term(const std::string& term, int level, const SqlText& statement);

  std::vector<std::pair<int, int>> parameters_;
  std::vector<std::pair<std::string, int>> settings_;
  bool disagree_ = false;
};

/// Adds the values of the constants in an SQL text, to be met in the data.
void add_constants(std::string_view sql, PopulationOptions& options);

/// A statement whose parameters are numbered without gaps, as PostgreSQL wants them.
struct NumberedStatement {
  std::string text;
  std::vector<int> numbers;  ///< What `$1`, `$2`, … are called in the statement that it was made of.
};

NumberedStatement without_gaps(const SqlText& statement);

/// An experiment for the first tenant of `pair`: terms are its keys, everything else is drawn from all rows. `types`:
/// of the statement's parameters.
Experiment draw_experiment(const NumberedStatement& statement, const std::vector<std::string>& types,
                           const TenantTerms& terms, const PopulationPair& pair, Random& random);

}  // namespace ringfence::witness
