// The units of an open project, as the cache of facts has them. Immutable but for what is read late.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ringfence/file_stamps.h"
#include "ringfence/policy.h"
#include "ringfence/units.h"

namespace ringfence::engine {

class LiveUnits {
 public:
  /// Facts of files that have changed since are left out: they say where things stood.
  explicit LiveUnits(const Policy& policy);

  bool is_current() const;

  /// All units, with `unit` for its file. Of the others all that is said of a file with another text than `digest` is left out.
  std::vector<UnitPtr> with(UnitPtr unit, const std::string& digest) const;

  /// A file of the project; null where it cannot be read.
  SourcePtr source(const std::string& path) const;

 private:
  std::string digest_of(const std::string& path) const;
  void keep(Unit unit);

  struct Kept {
    UnitPtr unit;
    std::map<std::string, std::string> digests;  ///< Of the files that its functions stand in.
  };
  std::vector<Kept> units_;
  FileStamps stamps_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, SourcePtr> sources_;
  mutable std::map<std::pair<const Unit*, std::string>, UnitPtr> without_;  ///< Units without what they say of a file.
};

}  // namespace ringfence::engine
