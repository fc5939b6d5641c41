#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.h"

namespace fieldcrm::repositories {

/// What is needed to send mail for an organization.
struct MailAccount {
  std::string host;
  std::string smtp_user;
  std::string smtp_password;
};

/// Passwords, second factors, mail accounts. What is written has to be hashed or sealed by who calls.
class SignInRepository {
 public:
  explicit SignInRepository(db::Transaction& txn) : txn_(txn) {}

  void set_password(const std::string& user_id, const std::string& stored);
  void start_reset(const std::string& user_id, const std::string& stored);
  void set_otp(const std::string& user_id, const std::string& sealed);
  void set_signing_secret(std::int64_t org_id, const std::string& webhook_id, const std::string& value);
  void add_mail_account(std::int64_t org_id, const MailAccount& account);
  void disconnect_mail(std::int64_t org_id, std::int64_t id);
  void lock(const std::string& user_id);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
