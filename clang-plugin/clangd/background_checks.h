// Checks units beside clangd, which meanwhile goes on.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "clang-plugin/clangd/checked_unit.h"

namespace ringfence::clangd {

/// Thread-safe. Of several units of a file that wait only the latest is checked.
class BackgroundChecks {
 public:
  /// Called on the thread of the checks, one at a time. `number`: of the unit; null where the check came to grief.
  using Done = std::function<void(const std::string& path, uint64_t number, CheckedUnitPtr unit)>;

  explicit BackgroundChecks(Done done);
  ~BackgroundChecks();

  void add(tidy::DeferredUnit unit, uint64_t number);
  /// What waits is dropped; returns when nothing is being checked any more.
  void stop();

 private:
  struct Waiting {
    tidy::DeferredUnit unit;
    uint64_t number = 0;
  };
  void run();

  const Done done_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace ringfence::clangd
