// How many of a tree of processes run at a time.
#pragma once

#include <string>

namespace ringfence {

/// A process takes a slot, and has it until it ends or hands it on: also where it crashes, since a slot is a lock that the
/// kernel gives back.
class ProcessSlots {
 public:
  /// `path`: an existing file, the same for all processes of the tree.
  ProcessSlots(std::string path, int count) : path_(std::move(path)), count_(count < 1 ? 1 : count) {}

  /// Waits for a free slot. False where the file cannot be locked.
  bool take();
  /// Makes a process: true in the new one. It gets a free slot or else this process's, which then waits for another.
  bool fork();
  /// Gives the slot back and waits for the processes that this one made: their time counts as its own.
  void leave();

 private:
  int try_take() const;

  std::string path_;
  int count_;
  int mine_ = -1;
};

}  // namespace ringfence
