#pragma once

#include <string>

#include "crypto/fernet.h"
#include "db/database.h"
#include "http/request.h"
#include "http/request_context.h"

namespace aetrix::mail {

/// What a provider answers to an OAuth code.
struct Grant {
  std::string address;
  std::string access_token;
  std::string refresh_token;
};

/// Connected mailboxes of an organization. Tokens and passwords are stored encrypted.
class Connections {
 public:
  Connections(db::Transaction& txn, crypto::Fernet cipher) : txn_(txn), cipher_(std::move(cipher)) {}

  void connect(const http::RequestContext& context, const std::string& provider, const Grant& grant);
  void connect_smtp(const http::RequestContext& context, const http::Request& request);
  void disconnect(const http::RequestContext& context, const std::string& id);
  void keep_ai_key(const http::RequestContext& context, const http::Request& request);
  /// For the call that needs it, and for no longer.
  std::string access_token(const http::RequestContext& context, const std::string& id);

 private:
  db::Transaction& txn_;
  crypto::Fernet cipher_;
};

}  // namespace aetrix::mail
