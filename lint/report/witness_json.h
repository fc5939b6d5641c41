// A witness in JSON and SARIF output.
#pragma once

#include <nlohmann/json.hpp>

#include "ringfence/witness.h"

namespace ringfence {

nlohmann::ordered_json witness_json(const Witness& witness);

}  // namespace ringfence
