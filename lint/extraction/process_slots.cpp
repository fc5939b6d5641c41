#include "ringfence/process_slots.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace ringfence {

namespace {

constexpr int kBusy = -1;
constexpr int kBroken = -2;

}  // namespace

// The lock belongs to the open file, not to the process: a child that has the descriptor has the slot.
int ProcessSlots::try_take() const {
  const int file = open(path_.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return kBroken;
  for (int slot = 0; slot < count_; ++slot) {
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = slot;
    lock.l_len = 1;
    if (fcntl(file, F_OFD_SETLK, &lock) == 0) return file;
    if (errno != EAGAIN && errno != EACCES) {
      close(file);
      return kBroken;
    }
  }
  close(file);
  return kBusy;
}

bool ProcessSlots::take() {
  for (useconds_t pause = 1000;; pause = pause < 16000 ? pause * 2 : pause) {
    mine_ = try_take();
    if (mine_ != kBusy) return mine_ >= 0;
    usleep(pause);
  }
}

bool ProcessSlots::fork() {
  int given = try_take();
  const bool is_handed_on = given < 0;
  if (is_handed_on) given = mine_;
  // What is buffered would be written by both.
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    if (!is_handed_on) close(mine_);
    mine_ = given;
    return true;
  }
  if (child < 0) {
    if (!is_handed_on) close(given);
    return false;
  }
  close(given);
  if (is_handed_on) take();
  return false;
}

void ProcessSlots::leave() {
  close(mine_);
  while (wait(nullptr) > 0 || errno == EINTR) {
  }
}

}  // namespace ringfence
