// What a field holds: as the way to it says, else whatever any function of the program leaves in it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/program.h"

namespace ringfence::credentials {

class FieldValues {
 public:
  explicit FieldValues(const program::Program& program);

  /// False: some way to the object does not say; `found` is then what the others say.
  bool on_the_way(const program::Located& object, const std::string& field, std::vector<program::Located>& found) const;
  /// In the order of the units.
  const std::vector<program::Located>& anywhere(const std::string& field) const;

 private:
  bool find(const program::Located& object, const std::string& field, std::vector<program::Located>& found, int depth) const;
  bool find_in_call(const program::Located& object, const std::string& field, std::vector<program::Located>& found, int depth) const;

  const program::Program& program_;
  std::unordered_map<std::string_view, std::vector<program::Located>> stores_;
};

/// What the call leaves in operand `operand`, in the body of the function that it calls; empty: there is no body, or it
/// leaves the operand alone.
program::Located left_in(const program::Program& program, const program::Located& called, const CodeCall& call, int32_t operand);

}  // namespace ringfence::credentials
