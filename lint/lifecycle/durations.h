// Lengths of time with what routines are called with, what columns default to and what rows are made with.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ringfence/facts.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::lifecycle {

/// The age of a row when a statement takes it.
struct Age {
  bool is_known = false;
  Interval shortest;   ///< Several are possible where an expiry is set in several ways.
  Interval longest;
  std::string what;    ///< Not known: what it depends on.
  const Table* table = nullptr;  ///< Whose column it is counted from.
  Place at;
};

class Durations {
 public:
  Durations(const Catalog& catalog, const Facts& facts);

  /// What the length may be: one for each call of the routine that says something else.
  std::vector<Duration> of(const Duration& duration, const Routine* routine) const;
  /// All that a conjunction of limits asks, for each way that parameters may be given.
  std::vector<Age> ages(const AgeLimits& limits, const Routine* routine) const;

 private:
  std::optional<Duration> default_of(const Routine& routine, size_t parameter) const;
  Age age(const AgeLimit& limit, const Duration& duration) const;
  std::vector<Duration> expiries(const Table& table, int column) const;

  const Facts& facts_;
  std::map<std::pair<const Routine*, size_t>, Duration> defaults_;
  std::map<std::pair<const Table*, int>, Duration> column_defaults_;
};

/// With `given` for its parameter.
Duration with_argument(const Duration& duration, const Duration& given);
std::string age_text(const Age& age);

}  // namespace ringfence::lifecycle
