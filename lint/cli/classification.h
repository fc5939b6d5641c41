// What `ringfence catalog --classify` prints.
#pragma once

#include <string>

#include "ringfence/engine.h"

namespace ringfence::cli {

/// `table`: only of this one, empty: of all.
std::string classification_text(const Project& project, const std::string& table);
/// An array of objects: table, column, type, class, category, fides, treatment, why.
std::string classification_json(const Project& project, const std::string& table);

}  // namespace ringfence::cli
