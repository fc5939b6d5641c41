// Runs a program and tells what it cost.
#pragma once

#include <string>
#include <vector>

namespace ringfence::bench {

struct Cost {
  double wall_seconds = 0;
  double cpu_seconds = 0;     ///< User and system time of all threads.
  double peak_megabytes = 0;  ///< Largest resident set.
  int exit_code = -1;         ///< -1: it could not be started, or a signal ended it.
};

/// `arguments[0]` is the program. Its output is thrown away.
Cost run_child(const std::vector<std::string>& arguments);

}  // namespace ringfence::bench
