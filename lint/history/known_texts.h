// Texts by number: each is stored once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lint/history/database.h"

namespace ringfence::history {

class KnownTexts {
 public:
  explicit KnownTexts(Database& database) : database_(database) {}
  /// Finds or stores them; afterwards number_of() answers for each.
  void know(const std::vector<std::string>& texts);
  std::string number_of(const std::string& text) const { return numbers_.at(text); }

 private:
  Database& database_;
  std::map<std::string, std::string> numbers_;
};

/// "$3, $4, $5": `count` of them from `first` on.
std::string placeholders(size_t first, size_t count);

/// Calls `use` with pieces of `values` that fit into one statement.
template <typename Use>
void in_pieces(const std::vector<std::string>& values, Use use) {
  constexpr size_t kPiece = 1000;
  for (size_t begin = 0; begin < values.size(); begin += kPiece)
    use(Row(values.begin() + static_cast<std::ptrdiff_t>(begin), values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), begin + kPiece))));
}

}  // namespace ringfence::history
