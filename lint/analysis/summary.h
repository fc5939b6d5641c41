// What all arms of a union have in common.
#pragma once

#include <utility>
#include <vector>

#include "lint/analysis/run.h"

namespace ringfence::analysis {

/// Facts over the outputs of a block, free of the block's own relations: they can be stated again in any context that
/// has the same known nodes. `VirtualRow`: the outputs come from a row of `table`.
struct Run::Summary {
  struct VirtualRow {
    const Table* table = nullptr;
    std::vector<std::pair<int, int>> outputs;   ///< (column, output)
    std::vector<std::pair<int, Node>> known;    ///< (column, known node)
    std::vector<std::pair<Node, Node>> owners;  ///< (level, known node) for rows whose owner is further up
  };
  std::vector<std::pair<int, Node>> known;  ///< (output, known node)
  std::vector<std::pair<int, int>> equal;   ///< (output, output)
  std::vector<int> not_null;
  std::vector<VirtualRow> rows;

  /// How many facts these are.
  size_t size() const {
    size_t count = known.size() + equal.size() + not_null.size() + rows.size();
    for (const VirtualRow& row : rows) count += row.known.size() + row.owners.size();
    return count;
  }
};

}  // namespace ringfence::analysis
