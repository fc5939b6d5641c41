// A scripted session with `ringfence lsp`, as an editor would have it.
#pragma once

#include <sys/types.h>

#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace ringfence::tests {

using Json = nlohmann::json;

std::string file_uri(const std::string& path);

class LspSession {
 public:
  /// Starts the program in `folder`. `arguments` stand behind `ringfence lsp`.
  explicit LspSession(const std::string& folder, const std::vector<std::string>& arguments = {});
  ~LspSession();
  LspSession(const LspSession&) = delete;
  LspSession& operator=(const LspSession&) = delete;

  /// initialize and initialized; answers the capabilities. `extra` is merged into the params.
  Json initialize(const Json& extra = Json::object());

  void send(const Json& message);
  void send_bytes(const std::string& bytes);
  void notify(const std::string& method, const Json& params);
  /// The whole response: `result` or `error`.
  Json request(const std::string& method, const Json& params);
  int begin_request(const std::string& method, const Json& params);
  Json response_to(const Json& id);

  void open(const std::string& path, const std::string& text, int version = 1);
  void replace_all(const std::string& path, const std::string& text, int version);
  void close(const std::string& path);

  /// The first diagnostics for the file that are of at least `version`; those before are dropped.
  Json diagnostics(const std::string& path, int version);
  /// Diagnostics of the file that come next, whatever their version.
  Json next_diagnostics(const std::string& path);
  /// The next notification or request of this method.
  Json next(const std::string& method);

  /// shutdown and exit; answers the exit code.
  int end();
  /// Closes its input and waits; -1: a signal ended it.
  int wait_for_end();
  long resident_kilobytes() const;
  /// Versions that were published for the file, in order.
  std::vector<int64_t> published(const std::string& path) const;

 private:
  /// Nothing where the program said nothing for a minute, or is gone.
  std::optional<Json> receive();
  template <class Wanted>
  Json wait_for(const Wanted& wanted);

  pid_t process_ = -1;
  int input_ = -1;
  int output_ = -1;
  int asked_ = 0;
  std::string buffer_;
  std::deque<Json> waiting_;
  std::vector<std::pair<std::string, int64_t>> published_;
};

/// "line:column rule" of each diagnostic, both from 0 and as the protocol counts, sorted.
std::vector<std::string> short_form(const Json& diagnostics);
std::vector<std::string> rules_of(const Json& diagnostics);

/// Applies the edits of a WorkspaceEdit to a text (UTF-16 positions, ASCII text).
std::string with_edits(std::string text, const Json& edits);

}  // namespace ringfence::tests
