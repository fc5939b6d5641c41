// What is on its way to the editor: nobody who has something to say waits for it to be read.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace ringfence::clangd {

/// Thread-safe. Writes in the order of `put`.
class Outbox {
 public:
  explicit Outbox(int descriptor);
  ~Outbox();

  void put(std::string bytes);
  /// Returns when not much is waiting any more; false: nobody reads it.
  bool wait_for_room();
  /// Returns when all is written, or nobody reads it.
  void finish();

 private:
  void run();

  const int descriptor_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> waiting_;
  bool is_over_ = false, is_broken_ = false;
  std::thread thread_;
};

}  // namespace ringfence::clangd
