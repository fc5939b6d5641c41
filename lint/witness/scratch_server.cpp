#include "lint/witness/scratch_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <pqxx/pqxx>
#include <stdexcept>
#include <thread>
#include <vector>

namespace ringfence::witness {

namespace fs = std::filesystem;

namespace {

constexpr auto kPatience = std::chrono::seconds(30);

// The server refuses root; Debian's package brings a user for it.
const passwd* server_user() {
  static const passwd* const user = geteuid() == 0 ? getpwnam("postgres") : nullptr;
  return user;
}

std::string user_name() {
  const passwd* user = server_user() != nullptr ? server_user() : getpwuid(geteuid());
  return user != nullptr ? user->pw_name : "postgres";
}

[[noreturn]] void become(const std::vector<std::string>& command, const fs::path& log) {
  const passwd* user = server_user();
  if (user != nullptr && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
  // Changing the user clears it, so it comes behind. SIGQUIT is PostgreSQL's immediate shutdown.
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (output >= 0) {
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
  }
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  if (chdir(log.parent_path().c_str()) == 0) execv(arguments[0], arguments.data());
  _exit(127);
}

pid_t spawn(const std::vector<std::string>& command, const fs::path& log) {
  const pid_t child = fork();
  if (child == 0) become(command, log);
  if (child < 0) throw std::runtime_error("no process could be started for PostgreSQL");
  return child;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool is_binaries(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "initdb", error) && fs::exists(folder / "postgres", error);
}

}  // namespace

fs::path find_postgres() {
  if (const char* said = getenv("RINGFENCE_POSTGRES_BIN"); said != nullptr && is_binaries(said)) return said;
  std::error_code error;
  fs::path newest;
  int version = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/usr/lib/postgresql", error))
    if (const int number = atoi(entry.path().filename().c_str());
        number > version && is_binaries(entry.path() / "bin")) {
      version = number;
      newest = entry.path() / "bin";
    }
  if (!newest.empty()) return newest;
  const char* path = getenv("PATH");
  for (std::string rest = path != nullptr ? path : ""; !rest.empty();) {
    const size_t colon = rest.find(':');
    const std::string folder = rest.substr(0, colon);
    if (is_binaries(folder)) return folder;
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return {};
}

ScratchServer::ScratchServer(std::vector<std::string> settings) : settings_(std::move(settings)) {
  const fs::path binaries = find_postgres();
  if (binaries.empty())
    throw std::runtime_error("there is no PostgreSQL server on this machine: apt-get install postgresql");
  if (geteuid() == 0 && server_user() == nullptr)
    throw std::runtime_error("PostgreSQL refuses to run as root, and there is no user 'postgres' to run it as");
  std::string pattern = (fs::temp_directory_path() / "ringfence-pg.XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder could be made: " + pattern);
  folder_ = pattern;
  connection_string_ = fmt::format("host={} dbname=postgres user={}", folder_.string(), user_name());
  try {
    if (const passwd* user = server_user(); user != nullptr && chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error(folder_.string() + " could not be given to the user postgres");
    leave_a_janitor();
    initialise(binaries);
    start(binaries);
    wait_until_ready();
  } catch (...) {
    stop();
    throw;
  }
}

ScratchServer::~ScratchServer() { stop(); }

// A signal that ends this process runs no destructor. Started before any thread is.
void ScratchServer::leave_a_janitor() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made");
  janitor_ = fork();
  if (janitor_ == 0) {
    setsid();
    for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) signal(signal_number, SIG_IGN);
    // Whoever reads our caller's output waits until all that write there are gone.
    const int nothing = open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, stream);
    close(ends[1]);
    char byte = 0;
    while (read(ends[0], &byte, 1) > 0) {
    }
    std::error_code ignored;
    for (int attempt = 0; attempt < 50 && fs::exists(folder_, ignored); ++attempt) {
      fs::remove_all(folder_, ignored);  // The server may still be writing its last.
      usleep(100'000);
    }
    _exit(0);
  }
  close(ends[0]);
  lifeline_ = ends[1];
}

void ScratchServer::initialise(const fs::path& binaries) {
  const fs::path log = folder_ / "initdb.log";
  const pid_t child = spawn({(binaries / "initdb").string(), "-D", (folder_ / "data").string(), "-A", "trust", "-E",
                             "UTF8", "--locale", "C", "--no-sync", "-U", user_name()},
                            log);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error("initdb failed: " + text_of(log));
}

void ScratchServer::start(const fs::path& binaries) {
  std::vector<std::string> command = {(binaries / "postgres").string(), "-D", (folder_ / "data").string()};
  for (const std::string& setting :
       {"unix_socket_directories=" + folder_.string(), std::string("listen_addresses="), std::string("fsync=off"),
        std::string("full_page_writes=off"), std::string("autovacuum=off"), std::string("max_connections=20"),
        std::string("synchronous_commit=off"), std::string("jit=off"), std::string("log_min_messages=fatal"),
        std::string("log_min_error_statement=panic"), std::string("max_locks_per_transaction=2000")}) {
    command.push_back("-c");
    command.push_back(setting);
  }
  for (const std::string& setting : settings_) {
    command.push_back("-c");
    command.push_back(setting);
  }
  server_ = spawn(command, folder_ / "server.log");
}

void ScratchServer::wait_until_ready() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    int status = 0;
    if (waitpid(server_, &status, WNOHANG) == server_) {
      server_ = -1;
      break;
    }
    try {
      const pqxx::connection connection(connection_string_);
      return;
    } catch (const pqxx::broken_connection&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  throw std::runtime_error("PostgreSQL did not start: " + text_of(folder_ / "server.log"));
}

void ScratchServer::stop() {
  if (server_ > 0) {
    kill(server_, SIGQUIT);
    waitpid(server_, nullptr, 0);
    server_ = -1;
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  if (lifeline_ >= 0) close(lifeline_);
  if (janitor_ > 0) waitpid(janitor_, nullptr, 0);
  lifeline_ = janitor_ = -1;
}

}  // namespace ringfence::witness
