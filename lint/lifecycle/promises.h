// The commitments of the policy with the tables and columns that they mean.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/columns.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"

namespace ringfence::lifecycle {

using ColumnKey = std::pair<const Table*, int>;
using ColumnSet = std::set<ColumnKey>;

/// Commitments that speak of SQL or C++, resolved. Immutable.
class Promises {
 public:
  /// Keeps references.
  Promises(const Catalog& catalog, const ColumnClasses& classes, const Policy& policy);

  const Catalog& catalog;
  const ColumnClasses& classes;
  const Policy& policy;

  bool empty() const { return policy.commitments.empty(); }
  /// Whether reads and writes of the column matter to one of them.
  bool watches(const Table& table, int column) const { return watched_.contains({&table, column}); }
  bool watches_any(const Table& table) const { return watched_tables_.contains(&table); }

  /// Tables that the patterns mean, without partitions of tables that they mean as well; patterns that mean none.
  std::vector<const Table*> tables_of(const std::vector<NamePattern>& patterns, std::vector<NamePattern>* missing = nullptr) const;
  /// Columns that the patterns mean, by table in the order of the catalog.
  ColumnSet columns_of(const std::vector<NamePattern>& patterns, std::vector<NamePattern>* missing = nullptr) const;

 private:
  void watch(const ColumnSet& columns);

  std::set<ColumnKey> watched_;
  std::unordered_set<const Table*> watched_tables_;
};

/// The table that a partition is a part of, through all levels; of another table itself.
const Table& whole_table(const Table& table);
Promised promised(const Commitment& commitment, Place at);
std::string column_name(const Table& table, int column);
/// The column of `to` that has the name of `from`'s, -1: there is none.
int same_column(const Table& from, int column, const Table& to);

}  // namespace ringfence::lifecycle
