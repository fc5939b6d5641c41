#pragma once

#include <string>

#include "db/transaction.h"
#include "http/request.h"

namespace astrix::webhooks {

/// Whether the provider signed the body with the secret that only it and we know (HMAC-SHA-256, in hex).
bool is_signed(const std::string& body, const std::string& signature, const std::string& signing_secret);

/// Takes an event once, however often the provider reports it.
http::Response receive(const http::Request& request, const http::Session& session, db::Transaction& txn);

}  // namespace astrix::webhooks
