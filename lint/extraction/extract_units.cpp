// One process a unit, so that a unit that crashes or never ends takes nobody with it.
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

#include "lint/extraction/digest.h"
#include "lint/extraction/relevance.h"
#include "ringfence/units.h"
#include "ringfence/version.h"

extern char** environ;

namespace ringfence {

namespace fs = std::filesystem;

namespace {

// What `ringfence extract --worker` reads.
std::string write_request(const CompileCommand& command, const ExtractionOptions& options) {
  return nlohmann::json{{"folder", command.folder}, {"file", command.file},       {"arguments", command.arguments},
                        {"project", options.project}, {"seconds", options.seconds}, {"megabytes", options.megabytes}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Digests of files, each file once a run.
class FileDigests {
 public:
  std::string of(const std::string& path) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = known_.find(path); known != known_.end()) return known->second;
    }
    std::string bytes;
    const std::string made = extraction::read_bytes(path, bytes) ? extraction::digest(bytes) : std::string("-");
    const std::lock_guard lock(mutex_);
    return known_.try_emplace(path, made).first->second;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> known_;
};

class Extraction {
 public:
  Extraction(const std::vector<CompileCommand>& commands, const ExtractionOptions& options,
             const std::function<void(std::string_view, size_t, size_t)>& progress)
      : commands_(commands), options_(options), progress_(progress) {
    if (options_.program.empty()) {
      std::error_code error;
      options_.program = fs::read_symlink("/proc/self/exe", error).string();
    }
    std::error_code ignored;
    if (!options_.cache.empty()) fs::create_directories(options_.cache, ignored);
    // Another build of the program may see other facts.
    struct stat info{};
    if (stat(options_.program.c_str(), &info) == 0)
      made_by_ = std::to_string(info.st_size) + " " + std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec);
  }

  ExtractionResult run() {
    result_.units.resize(commands_.size());
    const size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const size_t workers = std::min(commands_.size(), options_.threads > 0 ? static_cast<size_t>(options_.threads) : cores);
    std::vector<std::thread> threads;
    for (size_t i = 0; i < workers; ++i) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    return std::move(result_);
  }

 private:
  void work() {
    for (size_t index = next_++; index < commands_.size(); index = next_++) {
      bool cached = false;
      result_.units[index] = unit(commands_[index], cached);
      const std::lock_guard lock(mutex_);
      result_.from_cache += cached;
      ++done_;
      if (progress_) progress_("translation units", done_, commands_.size());
    }
  }

  std::string entry_of(const CompileCommand& command) const {
    std::string key = std::string(kVersion) + "\n" + made_by_ + "\n" + options_.project + "\n" + command.folder + "\n" + command.file;
    for (const std::string& argument : command.arguments) key += "\n" + argument;
    return options_.cache + "/" + extraction::digest(key).substr(0, 40) + ".unit";
  }

  Unit unit(const CompileCommand& command, bool& cached) {
    const std::string entry = options_.cache.empty() ? std::string() : entry_of(command);
    std::string bytes;
    if (!entry.empty() && extraction::read_bytes(entry, bytes))
      if (std::optional<Unit> kept = read_unit(bytes); kept && is_current(*kept)) {
        cached = true;
        return std::move(*kept);
      }
    Unit made = extract(command);
    for (CodeFile& file : made.files) file.digest = digests_.of(file.path);
    const bool lost = std::any_of(made.problems.begin(), made.problems.end(), [](const UnitProblem& one) { return one.fatal; });
    if (!entry.empty() && !lost) extraction::write_bytes(entry, write_unit(made));
    return made;
  }

  bool is_current(const Unit& unit) {
    return !unit.files.empty() && std::all_of(unit.files.begin(), unit.files.end(),
                                              [&](const CodeFile& file) { return digests_.of(file.path) == file.digest; });
  }

  static Unit lost(const CompileCommand& command, std::string why) {
    Unit unit;
    unit.path = command.file;
    unit.names.push_back("");
    UnitProblem problem;
    problem.what = std::move(why);
    problem.fatal = true;
    unit.problems.push_back(std::move(problem));
    return unit;
  }

  Unit extract(const CompileCommand& command) {
    const char* temporary = std::getenv("TMPDIR");
    std::string folder = std::string(temporary != nullptr && *temporary != 0 ? temporary : "/tmp") + "/ringfence-unit.XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) return lost(command, std::string("no temporary folder: ") + std::strerror(errno));
    const std::string request = folder + "/request", out = folder + "/unit";
    extraction::write_bytes(request, write_request(command, options_));
    const int status = spawn(request, out);
    std::string bytes;
    std::optional<Unit> made;
    if (extraction::read_bytes(out, bytes)) made = read_unit(bytes);
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    if (made) return std::move(*made);
    if (status < 0) return lost(command, "the extracting process could not be started");
    if (WIFSIGNALED(status))
      return lost(command, WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL
                               ? "takes more than " + std::to_string(options_.seconds) + " s to compile"
                               : std::string("the compiler crashed: ") + strsignal(WTERMSIG(status)));
    return lost(command, "takes more than " + std::to_string(options_.megabytes) + " MB to compile, or the compiler gave up");
  }

  int spawn(const std::string& request, const std::string& out) const {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::string program = options_.program, verb = "extract", flag = "--worker", in = request, to = out;
    char* arguments[] = {program.data(), verb.data(), flag.data(), in.data(), to.data(), nullptr};
    pid_t child = 0;
    const int error = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return -1;
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  const std::vector<CompileCommand>& commands_;
  ExtractionOptions options_;
  const std::function<void(std::string_view, size_t, size_t)>& progress_;
  FileDigests digests_;
  std::string made_by_;
  std::atomic<size_t> next_ = 0;
  std::mutex mutex_;
  size_t done_ = 0;
  ExtractionResult result_;
};

}  // namespace

ExtractionResult extract_units(const std::vector<CompileCommand>& commands, const ExtractionOptions& options,
                               const std::function<void(std::string_view, size_t, size_t)>& progress) {
  if (options.client_headers.empty()) return Extraction(commands, options, progress).run();
  const std::vector<bool> relevant = extraction::relevant_units(commands, options.project, options.client_headers);
  std::vector<CompileCommand> wanted;
  for (size_t i = 0; i < commands.size(); ++i)
    if (relevant[i]) wanted.push_back(commands[i]);
  ExtractionResult result = Extraction(wanted, options, progress).run();
  result.skipped = static_cast<int>(commands.size() - wanted.size());
  return result;
}

}  // namespace ringfence
