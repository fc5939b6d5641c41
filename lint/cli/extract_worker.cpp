#include "lint/cli/extract_worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <new>
#include <nlohmann/json.hpp>

#include "lint/cli/command.h"
#include "ringfence/extract.h"
#include "ringfence/process_slots.h"
#include "ringfence/units.h"

namespace ringfence::cli {

namespace {

nlohmann::json read_request(const std::string& path) {
  std::ifstream stream(path);
  return nlohmann::json::parse(stream, nullptr, false);
}

// Of each process, also of those that it makes by fork.
void limit(const nlohmann::json& request) {
  const auto set = [](int which, rlim_t soft, rlim_t hard) {
    const rlimit limits{soft, hard};
    setrlimit(which, &limits);
  };
  const auto seconds = request.value("seconds", rlim_t{120});
  const rlim_t bytes = request.value("megabytes", rlim_t{4000}) << 20;
  set(RLIMIT_CORE, 0, 0);
  set(RLIMIT_CPU, seconds, seconds + 2);
  set(RLIMIT_AS, bytes, bytes);
  std::set_new_handler([] { _exit(kWorkerOutOfMemory); });
}

// A process that waits for something that never comes uses no processor time. To be said again after a fork.
void limit_waiting(const nlohmann::json& request) { alarm(std::max(10u, request.value("seconds", 120u) * 10)); }

CompileCommand command_of(const nlohmann::json& request) {
  CompileCommand command;
  command.folder = request.value("folder", "");
  command.file = request.value("file", "");
  command.arguments = request.value("arguments", std::vector<std::string>());
  return command;
}

}  // namespace

int extract_for(const std::string& path, const std::string& out) {
  const nlohmann::json request = read_request(path);
  if (!request.is_object()) return kTrouble;
  limit(request);
  limit_waiting(request);
  const std::string bytes = write_unit(extract_unit(command_of(request), request.value("project", "")));
  return write_output(out, bytes) ? kClean : kTrouble;
}

int extract_group_for(const std::string& path) {
  const nlohmann::json request = read_request(path);
  if (!request.is_object() || !request.contains("units")) return kTrouble;
  limit(request);
  std::vector<SharedUnit> units;
  std::vector<std::string> out;
  for (const nlohmann::json& one : request["units"]) {
    units.push_back({command_of(one), one.value("written", ""), one.value("headers", std::vector<std::string>()),
                     one.value("macros", std::vector<std::string>())});
    out.push_back(one.value("out", ""));
  }
  ProcessSlots slots(request.value("slots", ""), request.value("threads", 1));
  if (!slots.take()) return kTrouble;
  limit_waiting(request);
  // To wait for a slot and for one's children is no trouble.
  const auto fork_one = [&] {
    alarm(0);
    const bool is_child = slots.fork();
    limit_waiting(request);
    return is_child;
  };
  const auto leave = [&] {
    alarm(0);
    slots.leave();
  };
  const ProcessTree processes{fork_one, [&] {
                                leave();
                                _exit(kClean);
                              }};
  extract_together(units, request.value("project", ""), processes,
                   [&](size_t index, const Unit& unit) {
                     if (!write_output(out[index], write_unit(unit))) return;
                     if (write(STDOUT_FILENO, "", 1) < 0) return;
                   });
  leave();
  return kClean;
}

}  // namespace ringfence::cli
