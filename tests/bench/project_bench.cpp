// Runs the program on generated projects and prints one table: what a whole check costs beside a process that only
// parses the same files, how that grows with the number of statements, and what a second thread brings.
//
// usage: project_bench RINGFENCE          (the program to measure)
//        project_bench --parse FOLDER     (what it runs itself as the yardstick)
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/child_process.h"
#include "tests/bench/generated_project.h"
#include "tests/bench/parse_only.h"

namespace ringfence::bench {
namespace {

constexpr int kRounds = 3;
constexpr const char* kRow = "{:<34} {:>9} {:>9} {:>9} {:>14}\n";

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ringfence-bench.XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The least of several runs, each kind of run in turn, so that a busy moment of the machine hits all of them.
std::vector<Cost> measure(const std::vector<std::vector<std::string>>& commands) {
  std::vector<Cost> least(commands.size());
  for (int round = 0; round < kRounds; ++round)
    for (size_t i = 0; i < commands.size(); ++i) {
      const Cost cost = run_child(commands[i]);
      if (round == 0) least[i] = cost;
      least[i].wall_seconds = std::min(least[i].wall_seconds, cost.wall_seconds);
      least[i].cpu_seconds = std::min(least[i].cpu_seconds, cost.cpu_seconds);
      least[i].peak_megabytes = std::max(least[i].peak_megabytes, cost.peak_megabytes);
    }
  return least;
}

void print(const std::string& what, const Cost& cost, const Cost& parse) {
  fmt::print(kRow, what, fmt::format("{:.2f} s", cost.wall_seconds), fmt::format("{:.2f} s", cost.cpu_seconds),
             fmt::format("{:.0f} MB", cost.peak_megabytes),
             fmt::format("{:.2f}", cost.cpu_seconds / parse.cpu_seconds));
}

int run(const std::string& self, const std::string& program) {
  const TemporaryFolder large;
  const TemporaryFolder half;
  if (large.path().empty() || half.path().empty()) return 2;
  write_project(generate_project({1000, 20000, 200}), large.path());
  write_project(generate_project({1000, 10000, 100}), half.path());
  const auto check = [&](const std::string& folder, const char* threads) {
    return std::vector<std::string>{program, "check", folder, "--quiet", "--threads", threads};
  };
  const std::vector<Cost> costs = measure({{self, "--parse", large.path()},
                                           check(large.path(), "1"),
                                           check(large.path(), "2"),
                                           {self, "--parse", half.path()},
                                           check(half.path(), "1")});
  for (const Cost& cost : costs)
    if (cost.exit_code != 0 && cost.exit_code != 1) {
      fmt::print(stderr, "project_bench: a measured process failed (exit code {})\n", cost.exit_code);
      return 2;
    }
  fmt::print(kRow, "1,000 tables", "wall", "CPU", "memory", "CPU / parsing");
  print("parse 20,000 statements", costs[0], costs[0]);
  print("ringfence check, 1 thread", costs[1], costs[0]);
  print("ringfence check, 2 threads", costs[2], costs[0]);
  print("parse 10,000 statements", costs[3], costs[3]);
  print("ringfence check, 1 thread", costs[4], costs[3]);
  fmt::print("\ntwice the statements cost {:.2f} times the CPU; two threads are {:.2f} times as fast as one\n",
             costs[1].cpu_seconds / costs[4].cpu_seconds, costs[1].wall_seconds / costs[2].wall_seconds);
  return 0;
}

}  // namespace
}  // namespace ringfence::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--parse")
    return ringfence::bench::parse_folder(arguments[1]) > 0 ? 0 : 2;
  if (arguments.size() == 1 && arguments[0].substr(0, 1) != "-")
    return ringfence::bench::run(std::filesystem::read_symlink("/proc/self/exe").string(), arguments[0]);
  fmt::print(stderr, "usage: project_bench RINGFENCE\n");
  return 2;
}
