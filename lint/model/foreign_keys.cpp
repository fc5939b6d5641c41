#include "ringfence/foreign_keys.h"

#include <algorithm>

namespace ringfence {

namespace {

bool carries(const Table& table, const ForeignKey& key) {
  const std::vector<int>& ours = table.ownership.keys;
  const std::vector<int>& theirs = key.target->ownership.keys;
  bool any = false;
  for (size_t level = 0; level < std::min(theirs.size(), ours.size()); ++level) {
    // What belongs to all branches of an organization may refer to any of them.
    if (theirs[level] < 0 || ours[level] < 0) continue;
    bool found = false;
    for (size_t i = 0; i < key.columns.size(); ++i)
      found = found || (key.columns[i] == ours[level] && key.target_columns[i] == theirs[level]);
    if (!found) return false;
    any = true;
  }
  return any;
}

// What gives the row its owner cannot disagree with it.
bool gives_owner(const Table& table, const ForeignKey& key) {
  const Ownership& ownership = table.ownership;
  return ownership.owner_class == OwnerClass::kVia && !ownership.parents.empty() &&
         &table.foreign_keys[static_cast<size_t>(ownership.parents[0])] == &key;
}

}  // namespace

bool may_cross(const Table& table, const ForeignKey& key) {
  if (key.target == nullptr || !key.target->is_owned() || key.target->ownership.owner_class == OwnerClass::kRoot) return false;
  if (key.target_columns.size() != key.columns.size() || carries(table, key) || gives_owner(table, key)) return false;
  // Another key over the same columns may carry it.
  return std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& other) {
    return other.target == key.target && other.target_columns.size() == other.columns.size() && carries(table, other) &&
           std::all_of(key.columns.begin(), key.columns.end(), [&](int column) { return std::find(other.columns.begin(), other.columns.end(), column) != other.columns.end(); });
  });
}

}  // namespace ringfence
