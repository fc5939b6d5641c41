// The reader: the life of the session, and who gets which message.
#pragma once

#include "lint/lsp/analyst.h"
#include "lint/lsp/client.h"
#include "lint/lsp/transport.h"

namespace ringfence::lsp {

class Server {
 public:
  Server(int input, int output, const LanguageServerOptions& options);
  int run();

 private:
  enum class Life : uint8_t { kNew, kInitialized, kShutDown };

  void receive(const std::string& body);
  void handle_request(const Json& id, const std::string& method, const Json& params);
  void handle_notification(const std::string& method, const Json& params);
  void initialize(const Json& id, const Json& params);
  void watch_files();
  void open(const Json& document);

  MessageReader reader_;
  Client client_;
  LanguageServerOptions options_;
  Analyst analyst_;
  Life life_ = Life::kNew;
  bool is_started_ = false;
  bool exits_ = false;
};

}  // namespace ringfence::lsp
