// What takes rows of a table away because of their age, or empties their columns.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/lifecycle/conclusion.h"

namespace ringfence::lifecycle {

struct Purge {
  struct Way {
    std::optional<Age> age;  ///< Empty: whatever the age, but not of all rows.
  };
  std::string how;           ///< "DELETE", "DELETE of organizations, which cascades"
  std::vector<Way> ways;     ///< The rows go where one of them holds.
  std::vector<int> emptied;  ///< Columns; empty: whole rows go.
  bool takes_all = false;    ///< Every row, whatever its age.
  bool is_narrowed = false;
  bool is_once = false;
  bool is_cascade = false;   ///< It is a purge of another table, whose rows take these along.
  Place at;
};

class Purges {
 public:
  explicit Purges(const Conclusion& with) : with_(with) {}

  /// Of a table and its partitions, and through parents whose rows take its rows with them.
  std::vector<Purge> of(const Table& table) const;
  std::vector<Purge> redactions_of(const Table& table) const;
  /// Something that may be a purge of the table, and that nobody can read; empty: there is none.
  Place open_at(const Table& table) const;

 private:
  void collect(const Table& table, const std::string& through, std::set<const Table*>& seen, std::vector<Purge>& found) const;
  std::optional<Purge> purge_of(const RowChange& change) const;
  const RowChange* found_by(const RowChange& change) const;
  bool belongs_together(const RowChange& one, const RowChange& other) const;

  const Conclusion& with_;
};

}  // namespace ringfence::lifecycle
