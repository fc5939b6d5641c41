#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astrix::integrations {

/// Of an account that a client has connected: which one, and where in the secret manager its credentials lie.
struct Connection {
  std::string provider;
  std::string account_ref;
  std::string secret_arn;
};

std::int64_t connect(db::Transaction& txn, const http::Session& session, const Connection& connection);
/// The reference goes with the row; the secret manager deletes what it refers to.
void disconnect(db::Transaction& txn, const http::Session& session, std::int64_t integration_id);

/// The application's own secret at Meta, which the deployment puts in place.
std::string meta_app_secret();

}  // namespace astrix::integrations
