// Facts of statements in C++ that an edit elsewhere leaves as they were: proving them again would give the same.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "lint/engine/live_schema.h"

namespace ringfence::engine {

/// For one schema and one set of sources, which have to live as long. Thread-safe.
class KnownStatements {
 public:
  /// Facts of all statements of `code`, in their order, made with `prover`. What points into `edited` is not remembered, nor
  /// what is written to credential columns: that hangs on the whole program.
  std::vector<Facts> observe(const CodeReading& code, const Source* edited, const LiveSchema& schema, const LiveSchema::Observed& with);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, Facts> known_;  ///< By all that is known of the statement.
};

}  // namespace ringfence::engine
