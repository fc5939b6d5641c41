#include "lint/extraction/worker.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "lint/extraction/digest.h"

extern char** environ;

namespace ringfence::extraction {

namespace fs = std::filesystem;

namespace {

// A folder for what goes to and comes from a process.
class Exchange {
 public:
  Exchange() {
    const char* temporary = std::getenv("TMPDIR");
    folder_ = std::string(temporary != nullptr && *temporary != 0 ? temporary : "/tmp") + "/ringfence-unit.XXXXXX";
    if (mkdtemp(folder_.data()) == nullptr) {
      trouble_ = std::string("no temporary folder: ") + std::strerror(errno);
      folder_.clear();
    }
  }
  ~Exchange() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const std::string& trouble() const { return trouble_; }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  std::optional<Unit> unit(const std::string& name) const {
    std::string bytes;
    return read_bytes(path(name), bytes) ? read_unit(bytes) : std::nullopt;
  }

 private:
  std::string folder_, trouble_;
};

nlohmann::json request_of(const CompileCommand& command) {
  return {{"folder", command.folder}, {"file", command.file}, {"arguments", command.arguments}};
}

std::string with_limits(nlohmann::json request, const ExtractionOptions& options) {
  request["project"] = options.project;
  request["seconds"] = options.seconds;
  request["megabytes"] = options.megabytes;
  return request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// `out`: what the process writes to, -1 where that is nobody's concern.
pid_t start(const ExtractionOptions& options, std::vector<std::string> words, int out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  if (out >= 0) posix_spawn_file_actions_adddup2(&actions, out, 1);
  else posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  words.insert(words.begin(), {options.program, "extract"});
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error = posix_spawn(&child, options.program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : -1;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string why_lost(int status, const ExtractionOptions& options) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == kWorkerOutOfMemory)
    return "takes more than " + std::to_string(options.megabytes) + " MB to compile (--unit-megabytes)";
  if (WIFEXITED(status)) return "the compiler gave up";
  if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM)
    return "takes more than " + std::to_string(options.seconds) + " s to compile (--unit-seconds)";
  return std::string("the compiler crashed: ") + strsignal(WTERMSIG(status));
}

}  // namespace

Unit lost_unit(const CompileCommand& command, std::string why) {
  Unit unit;
  unit.path = command.file;
  unit.names.push_back("");
  UnitProblem problem;
  problem.what = std::move(why);
  problem.fatal = true;
  unit.problems.push_back(std::move(problem));
  return unit;
}

Unit extract_alone(const CompileCommand& command, const ExtractionOptions& options) {
  const Exchange exchange;
  if (!exchange.trouble().empty()) return lost_unit(command, exchange.trouble());
  write_bytes(exchange.path("request"), with_limits(request_of(command), options));
  const pid_t child = start(options, {"--worker", exchange.path("request"), exchange.path("unit")}, -1);
  if (child < 0) return lost_unit(command, "the extracting process could not be started");
  const int status = wait_for(child);
  if (std::optional<Unit> made = exchange.unit("unit")) return std::move(*made);
  return lost_unit(command, why_lost(status, options));
}

std::vector<std::optional<Unit>> extract_group(const SharingGroup& group, const ExtractionOptions& options, int threads,
                                               const std::function<void()>& finished) {
  std::vector<std::optional<Unit>> made(group.units.size());
  const Exchange exchange;
  int ends[2];
  if (!exchange.trouble().empty() || pipe2(ends, O_CLOEXEC) != 0) return made;
  nlohmann::json request = {{"slots", exchange.path("slots")}, {"threads", threads}, {"units", nlohmann::json::array()}};
  for (size_t i = 0; i < group.units.size(); ++i) {
    const SharedUnit& unit = group.units[i];
    nlohmann::json one = request_of(unit.command);
    one.update({{"written", unit.written}, {"headers", unit.headers}, {"macros", unit.macros}, {"out", exchange.path(std::to_string(i))}});
    request["units"].push_back(std::move(one));
  }
  write_bytes(exchange.path("slots"), "");
  write_bytes(exchange.path("request"), with_limits(std::move(request), options));
  const pid_t child = start(options, {"--group", exchange.path("request")}, ends[1]);
  close(ends[1]);
  // Each process of the tree holds the pipe open; a byte says that a unit is ready.
  char byte = 0;
  for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);) {
    got = read(ends[0], &byte, 1);
    if (got == 1) finished();
  }
  close(ends[0]);
  if (child > 0) wait_for(child);
  for (size_t i = 0; i < made.size(); ++i) made[i] = exchange.unit(std::to_string(i));
  return made;
}

}  // namespace ringfence::extraction
