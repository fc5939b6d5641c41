// The columns that the result of a call of the database has, by the statements that it sends.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "ringfence/code.h"
#include "ringfence/columns.h"

namespace ringfence::flow {

struct OutputColumn {
  std::string name;
  const Table* table = nullptr;  ///< Null: computed, or not known.
  int column = -1;
};

/// Read once; thread-safe afterwards.
class RowColumns {
 public:
  RowColumns(const CodeReading& code, const Catalog& catalog);

  /// -1: not a call of the database, or nothing is known of its columns.
  int32_t rows_of(const CodeFunction* function, int32_t call) const;
  const OutputColumn* by_name(int32_t rows, const std::string& name) const;
  const OutputColumn* by_position(int32_t rows, int position) const;
  const std::vector<OutputColumn>& all(int32_t rows) const { return rows_[static_cast<size_t>(rows)]; }

 private:
  std::vector<std::vector<OutputColumn>> rows_;
  std::map<std::pair<const CodeFunction*, int32_t>, int32_t> of_call_;
};

}  // namespace ringfence::flow
