#include "lint/sql/builtin_functions.h"

#include <algorithm>
#include <iterator>

namespace ringfence::sql {

namespace {

struct Entry {
  std::string_view name;
  std::string_view flags;
};

// Sorted by name.
constexpr Entry kFunctions[] = {
#include "lint/sql/builtin_functions.inc"
};

}  // namespace

std::optional<BuiltinFunction> builtin_function(std::string_view name) {
  const auto* found = std::lower_bound(std::begin(kFunctions), std::end(kFunctions), name,
                                       [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  BuiltinFunction known;
  if (found == std::end(kFunctions) || found->name != name) {
    // PostGIS: hundreds of functions, all of them pure.
    if (name.substr(0, 3) != "st_") return std::nullopt;
    known.strict = known.stable = true;
    return known;
  }
  const auto has = [&](char flag) { return found->flags.find(flag) != std::string_view::npos; };
  known.aggregate = has('a');
  known.window = has('w');
  known.set_returning = has('s');
  known.strict = has('n');
  known.stable = has('t');
  known.reads_tables = has('r');
  return known;
}

}  // namespace ringfence::sql
