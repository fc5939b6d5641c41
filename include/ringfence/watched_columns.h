// Columns that commitments want to be followed through the program, personal or not.
#pragma once

#include <set>
#include <utility>

namespace ringfence {

class Catalog;
struct Policy;
struct Table;

using WatchedColumns = std::set<std::pair<const Table*, int>>;

/// Those of restricted tables, but for ids and references, and those that are confined to some places.
WatchedColumns watched_columns(const Catalog& catalog, const Policy& policy);

}  // namespace ringfence
