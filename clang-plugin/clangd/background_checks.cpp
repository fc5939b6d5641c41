#include "clang-plugin/clangd/background_checks.h"

#include <algorithm>
#include <exception>

namespace ringfence::clangd {

namespace {

// Something that cannot be read is no reason for an editor to lose its clangd.
CheckedUnitPtr check_or_give_up(tidy::DeferredUnit unit) {
  try {
    return check_unit(std::move(unit));
  } catch (const std::exception&) {
    return nullptr;
  }
}

}  // namespace

BackgroundChecks::BackgroundChecks(Done done) : done_(std::move(done)), thread_([this] { run(); }) {}

BackgroundChecks::~BackgroundChecks() { stop(); }

void BackgroundChecks::add(tidy::DeferredUnit unit, uint64_t number) {
  const std::lock_guard lock(mutex_);
  if (is_over_) return;
  const auto older = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& one) { return one.unit.unit.path == unit.unit.path; });
  if (older == waiting_.end()) waiting_.push_back({std::move(unit), number});
  else if (older->number < number) *older = {std::move(unit), number};
  changed_.notify_all();
}

void BackgroundChecks::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    waiting_.clear();
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void BackgroundChecks::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_over_ || !waiting_.empty(); });
    if (is_over_) return;
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const std::string path = next.unit.unit.path;
    done_(path, next.number, check_or_give_up(std::move(next.unit)));
    lock.lock();
  }
}

}  // namespace ringfence::clangd
