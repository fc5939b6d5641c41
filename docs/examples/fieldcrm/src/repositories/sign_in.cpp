#include "repositories/sign_in.h"

namespace fieldcrm::repositories {

void SignInRepository::set_password(const std::string& user_id, const std::string& stored) {
  txn_.execute("UPDATE sign_ins SET password_hash = $2, password_changed_at = now() WHERE user_id = $1::uuid", user_id, stored);
}

void SignInRepository::start_reset(const std::string& user_id, const std::string& stored) {
  txn_.execute("UPDATE sign_ins SET reset_token = $2, password_reset_sent_at = now() WHERE user_id = $1::uuid", user_id, stored);
}

void SignInRepository::set_otp(const std::string& user_id, const std::string& sealed) {
  txn_.execute("UPDATE sign_ins SET otp_secret = $2, otp_required = true WHERE user_id = $1::uuid", user_id, sealed);
}

void SignInRepository::set_signing_secret(std::int64_t org_id, const std::string& webhook_id, const std::string& value) {
  txn_.execute("UPDATE webhooks SET signing_secret_encrypted = $3, signing_secret = NULL WHERE id = $2::uuid AND org_id = $1", org_id, webhook_id, value);
}

void SignInRepository::add_mail_account(std::int64_t org_id, const MailAccount& account) {
  txn_.execute("INSERT INTO mail_accounts (org_id, host, smtp_user, smtp_password) VALUES ($1, $2, $3, $4)", org_id, account.host,
               account.smtp_user, account.smtp_password);
}

// Everything that could still be used is gone with it.
void SignInRepository::disconnect_mail(std::int64_t org_id, std::int64_t id) {
  txn_.execute("UPDATE mail_accounts SET disconnected_at = now(), smtp_password = '', imap_password = NULL WHERE id = $2 AND org_id = $1", org_id, id);
}

void SignInRepository::lock(const std::string& user_id) {
  txn_.execute("UPDATE sign_ins SET password_hash = $2 WHERE user_id = $1::uuid AND failed_attempts > 10", user_id, "!");
}

}  // namespace fieldcrm::repositories
