// Paths as a history keeps them: relative to the project, wherever the program was started.
#pragma once

#include <map>
#include <string>

#include "ringfence/source.h"

namespace ringfence::history {

class ProjectPaths {
 public:
  explicit ProjectPaths(const std::string& folder) : folder_(folder) {}
  const std::string& of(Place at);
  /// "db/queries/deals.sql:12"; empty of no place.
  std::string line_of(Place at);

 private:
  std::string folder_;
  std::map<const Source*, std::string> paths_;
};

}  // namespace ringfence::history
