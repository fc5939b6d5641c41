// A PostgreSQL of one's own: started in a temporary folder, reachable over a unix socket only, gone with the object.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ringfence::witness {

/// Where initdb and postgres are: the folder in RINGFENCE_POSTGRES_BIN, else the newest of Debian's, else that of PATH;
/// empty where there is none.
std::filesystem::path find_postgres();

/// Runs as the user `postgres` where the caller is root, since the server refuses root. Durable in nothing: all is lost
/// with it, on purpose. Ends with this process, however that ends.
class ScratchServer {
 public:
  /// `settings`: further ones, "name=value". Returns when the server accepts connections. Throws std::runtime_error that says what failed, and of a missing
  /// server which package has it.
  explicit ScratchServer(std::vector<std::string> settings = {});
  ~ScratchServer();
  ScratchServer(const ScratchServer&) = delete;
  ScratchServer& operator=(const ScratchServer&) = delete;

  /// For libpq: "host=/tmp/… dbname=postgres user=…".
  const std::string& connection_string() const { return connection_string_; }

 private:
  void leave_a_janitor();
  void initialise(const std::filesystem::path& binaries);
  void start(const std::filesystem::path& binaries);
  void wait_until_ready();
  void stop();

  std::vector<std::string> settings_;
  std::filesystem::path folder_;
  std::string connection_string_;
  pid_t server_ = -1;
  pid_t janitor_ = -1;  ///< Removes the folder when this process ends without doing so.
  int lifeline_ = -1;   ///< Closed by the kernel when this process ends, however that is.
};

}  // namespace ringfence::witness
