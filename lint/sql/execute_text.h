// EXECUTE of text that PL/pgSQL puts together, as far as only names of schemas are open in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/sql_text.h"

namespace ringfence::sql {

struct ExecuteText {
  std::string text;             ///< Names that are open as kNameHole and a number, values as parameters that nobody binds.
  std::vector<NameHole> holes;  ///< Without places.
};

/// Nothing where anything else than values and names of schemas is open.
std::optional<ExecuteText> execute_text(std::string_view expression);

}  // namespace ringfence::sql
