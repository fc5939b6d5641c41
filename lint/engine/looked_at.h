// What there was to look at for a commitment that rules decide: without it "kept" would mean nothing.
#pragma once

#include <string>
#include <vector>

#include "ringfence/facts.h"

namespace ringfence::engine {

struct LookedAt {
  std::string what;      ///< "14 uses of tenants' tables, all proven"
  bool is_open = false;  ///< Not all of it could be decided.
};

/// Whether `about` of the commitment means the table, or with a column that one; where it has none, it means all.
bool is_meant(const Commitment& commitment, const Table& table, int column = -1);

/// A line for each kind of thing that the commitment's rules judge and that there is.
std::vector<LookedAt> looked_at(const Commitment& commitment, const Facts& facts);

}  // namespace ringfence::engine
