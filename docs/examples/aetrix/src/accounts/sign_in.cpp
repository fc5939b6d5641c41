#include "accounts/sign_in.h"

#include <spdlog/spdlog.h>

#include "crypto/passwords.h"

namespace aetrix::accounts {

std::optional<std::string> sign_in(db::Transaction& txn, const std::string& email, const std::string& password) {
  const auto user = txn.query_maybe("SELECT id, password_hash FROM users WHERE email = $1", email);
  if (!user) {
    spdlog::info("sign-in of somebody unknown");
    return std::nullopt;
  }
  const auto user_id = (*user)["id"].as<std::string>();
  if (!crypto::matches_password(password, (*user)["password_hash"].as<std::string>())) {
    spdlog::warn("wrong password of user {}", user_id);
    return std::nullopt;
  }
  return user_id;
}

void set_password(db::Transaction& txn, const std::string& user_id, const std::string& password) {
  txn.execute("UPDATE users SET password_hash = $2 WHERE id = $1::uuid", user_id, crypto::hash_password(password));
}

}  // namespace aetrix::accounts
