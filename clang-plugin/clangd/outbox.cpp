#include "clang-plugin/clangd/outbox.h"

#include "clang-plugin/clangd/message_stream.h"

namespace ringfence::clangd {

namespace {

constexpr size_t kManyMessages = 64;

}  // namespace

Outbox::Outbox(int descriptor) : descriptor_(descriptor), thread_([this] { run(); }) {}

Outbox::~Outbox() { finish(); }

void Outbox::put(std::string bytes) {
  const std::lock_guard lock(mutex_);
  if (is_over_ || is_broken_) return;
  waiting_.push_back(std::move(bytes));
  changed_.notify_all();
}

bool Outbox::wait_for_room() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_broken_ || waiting_.size() < kManyMessages; });
  return !is_broken_;
}

void Outbox::finish() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Outbox::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_over_ || !waiting_.empty(); });
    if (waiting_.empty() || is_broken_) return;
    const std::string bytes = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const bool is_written = write_all(descriptor_, bytes);
    lock.lock();
    is_broken_ = is_broken_ || !is_written;
    changed_.notify_all();
  }
}

}  // namespace ringfence::clangd
