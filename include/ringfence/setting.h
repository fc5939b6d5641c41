// A string of the configuration with its place, so that mistakes in it can be pointed at.
#pragma once

#include <string>

#include "ringfence/source.h"

namespace ringfence {

struct Setting {
  std::string value;
  Place at;
};

}  // namespace ringfence
