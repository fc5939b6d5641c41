// The editor: what it understands, and the way to it.
#pragma once

#include <atomic>
#include <string>

#include "lint/lsp/protocol.h"
#include "lint/lsp/transport.h"

namespace ringfence::lsp {

/// What an editor said about itself when it introduced itself.
struct ClientFacts {
  Encoding encoding = Encoding::kUtf16;
  bool pulls_diagnostics = false;     ///< Asks for them; they are not pushed then.
  bool takes_refresh = false;         ///< Can be told to ask again.
  bool takes_related = false;
  bool takes_code_links = false;
  bool takes_versioned_edits = false;
  bool takes_watchers = false;        ///< Watches files when asked to.
  bool shows_manual = false;          ///< Shows the answer of ringfence.explain itself (`initializationOptions`).
  std::string folder;                 ///< Of the workspace, the first; empty: none.
  std::string baseline;               ///< `initializationOptions.baseline`
  std::string manual;                 ///< Base of links to manual pages: `<manual>/<family>/<rule>/rule.md`; empty: none.
};

/// Reads `initialize`; whatever is missing or of the wrong type is not there.
ClientFacts facts_of_client(const Json& params);

class Client {
 public:
  explicit Client(int file) : writer_(file) {}

  void respond(const Json& id, Json result) { writer_.write(response(id, std::move(result))); }
  void fail(const Json& id, int code, std::string_view message) { writer_.write(failure(id, code, message)); }
  void notify(std::string_view method, Json params) { writer_.write(notification(method, std::move(params))); }
  void ask(std::string_view method, Json params) { writer_.write(request("ringfence-" + std::to_string(++asked_), method, std::move(params))); }
  /// `type`: 1 error, 2 warning, 3 info, 4 log.
  void log(int type, const std::string& message) { notify("window/logMessage", {{"type", type}, {"message", message}}); }

  /// Set once, before the analysis begins.
  ClientFacts facts;

 private:
  MessageWriter writer_;
  std::atomic<int> asked_ = 0;
};

/// Link to the manual of a rule; empty: there is none.
std::string manual_link(const ClientFacts& facts, std::string_view rule);

}  // namespace ringfence::lsp
