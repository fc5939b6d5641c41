// Where statements stand: a file, a routine, functions of C++ and who calls them.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ringfence/code.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/program.h"

namespace ringfence::lifecycle {

struct Site {
  std::string path;                  ///< Relative to the policy's folder, where it is below it.
  const Routine* routine = nullptr;
  std::string name;                  ///< Of the query.
  program::FunctionRef function;     ///< Of C++.
  int32_t call = -1;                 ///< In it.
};

class Sites {
 public:
  /// Keeps references.
  Sites(const Policy& policy, const CodeReading& code, const Facts& facts);

  /// At least one.
  std::vector<Site> of(int statement, Place at) const;
  /// Whether one of the places means it, or all who call its function.
  bool is_in(const Site& site, const std::vector<Setting>& places) const;
  /// The same of a function by its qualified name, in a file.
  bool is_in(Place at, const std::string& function, const std::vector<Setting>& places) const;
  /// The functions that the places mean and that lead to it; itself, where none does.
  std::vector<program::FunctionRef> entries(const program::FunctionRef& function, const std::vector<Setting>& places) const;
  /// Whether a call of `from`, or of what it calls, leads to `to`.
  bool leads_to(const program::FunctionRef& from, const program::FunctionRef& to) const;
  bool is_same_function(const Site& a, const Site& b) const { return a.function && a.function.function == b.function.function; }

 private:
  std::string relative(const std::string& path) const;
  bool names(const Setting& place, const Site& site) const;
  bool is_named(const program::FunctionRef& function, const std::vector<Setting>& places) const;
  bool all_callers_in(const program::FunctionRef& function, const std::vector<Setting>& places, int depth) const;
  std::string path_of(const program::FunctionRef& function) const;
  program::FunctionRef function_ref(const CodeFunction* function) const;
  program::FunctionRef function_at(Place at) const;

  const Policy& policy_;
  const CodeReading& code_;
  const Facts& facts_;
  std::map<std::pair<const Source*, uint32_t>, std::vector<const CodeStatement*>> statements_;
  std::unordered_map<const CodeFunction*, program::FunctionRef> functions_;
};

}  // namespace ringfence::lifecycle
