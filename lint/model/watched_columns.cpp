#include "ringfence/watched_columns.h"

#include <algorithm>

#include "ringfence/catalog.h"
#include "ringfence/policy.h"

namespace ringfence {

namespace {

// Says which row it is, and nothing of what is in it.
bool is_reference(const Table& table, int column) {
  if (table.columns[static_cast<size_t>(column)].surrogate) return true;
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
    return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  });
}

}  // namespace

WatchedColumns watched_columns(const Catalog& catalog, const Policy& policy) {
  WatchedColumns made;
  for (const Commitment& commitment : policy.commitments)
    for (const auto& table : catalog.tables)
      for (int column = 0; column < static_cast<int>(table->columns.size()); ++column) {
        for (const Restriction& one : commitment.restrictions)
          for (const NamePattern& pattern : one.tables)
            if (means_table(pattern, *table) && !is_reference(*table, column)) made.insert({table.get(), column});
        for (const Confinement& one : commitment.confinements)
          for (const NamePattern& pattern : one.columns)
            if (means_column(pattern, *table, column)) made.insert({table.get(), column});
      }
  return made;
}

}  // namespace ringfence
