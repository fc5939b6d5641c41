#pragma once

#include <string>

#include "db/transaction.h"

namespace cxtrack::google {

struct Tokens {
  std::string access_token;
  std::string refresh_token;
};

/// Puts the tokens into the vault, and their ids into the account.
std::string connect(db::Transaction& txn, const Tokens& tokens);
/// Takes them out of the vault, and the ids out of the account.
void disconnect(db::Transaction& txn, const std::string& account_id);
/// For the call that needs it, and for no longer.
std::string access_token(db::Transaction& txn, const std::string& account_id);

}  // namespace cxtrack::google
