// The statements of one query file with their facts: after an edit only those that changed are proved again.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ringfence/finding.h"
#include "ringfence/observation.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::workspace {

/// Facts of a kept statement point into a text of its own, so that they stay right wherever the statement moves. This is the
/// way from there into the file as it is now.
class StatementPlaces {
 public:
  void add(SourcePtr text, const Source& file, uint32_t begin);
  void add(const StatementPlaces& others);

  void move_into_file(Place& place) const;
  void move_into_file(Finding& finding) const;
  /// What a report is made with, and what is looked up by place; nothing else.
  void move_into_file(Facts& facts) const;

 private:
  struct Way {
    SourcePtr text;
    const Source* file = nullptr;
    uint32_t begin = 0;
  };
  std::unordered_map<const Source*, Way> ways_;
};

struct FileFacts {
  Facts facts;             ///< Of statements, in texts of their own; comments and what is unreadable in the file itself.
  StatementPlaces places;
};

class KeptStatements {
 public:
  /// Nothing where `stop` says so. `file` is what the answer's places point into.
  std::optional<FileFacts> observe(const SourcePtr& file, const Observation& observation, const std::function<bool()>& stop);

 private:
  struct Kept {
    SourcePtr source;
    SqlText text;
    Facts facts;
  };
  std::vector<std::shared_ptr<Kept>> kept_;
};

}  // namespace ringfence::workspace
