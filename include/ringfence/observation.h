// Facts of a project piece by piece: what the schema says is worked out once, then statements are looked at one at a time.
// For hosts that stay; observe_project is all of it at once.
#pragma once

#include <memory>
#include <vector>

#include "ringfence/engine.h"
#include "ringfence/sql_text.h"

namespace ringfence {

class Observation {
 public:
  /// Proves what row-level security closes. Keeps a reference to the project; immutable and thread-safe from then on.
  Observation(const Project& project, const CheckOptions& options);
  ~Observation();

  /// Facts of one file's or one text's statements, in their order: each for itself.
  std::vector<Facts> statements(const std::vector<const SqlText*>& texts) const;
  /// Facts of all query files of the project.
  Facts query_files(const Progress& progress = {}) const;
  /// Facts of everything else: schema, routines, views, C++, mistakes in the configuration.
  Facts schema_and_code(const Progress& progress = {}) const;
  /// What facts say together, and what they were read against; to be called once, before the rules are run. Facts of a few
  /// query files do for findings in these files.
  void conclude(Facts& facts) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace ringfence
