// Who sets a field or a variable with static storage, anywhere in the program, and to what.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/program.h"

namespace ringfence::program {

/// Of each function only what it leaves behind counts: what it sets and sets again is no store.
class Stores {
 public:
  explicit Stores(const Program& program);

  /// Of a field: its qualified name; of a variable: its key. In the order of the units.
  const std::vector<Located>& of(const std::string& name) const;

 private:
  void read(const FunctionRef& function);
  void note(const FunctionRef& function, ValueId root);

  std::unordered_map<std::string_view, std::vector<Located>> by_name_;
  std::set<ValueId> roots_;                      ///< Of the function under way: looked at from here on already.
  std::set<std::pair<NameId, ValueId>> noted_;   ///< Likewise: what was stored under which name.
};

}  // namespace ringfence::program
