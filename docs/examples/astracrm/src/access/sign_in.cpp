#include "access/sign_in.h"

#include "security/secrets.h"

namespace astracrm::access {

void set_password(pqxx::work& work, const std::string& user_id, const std::string& password) {
  work.exec_params("UPDATE users SET password_hash = $2 WHERE id = $1::uuid", user_id, security::hash_password(password));
  work.exec_params("DELETE FROM sessions WHERE user_id = $1::uuid", user_id);
}

void open_session(pqxx::work& work, const std::string& user_id, const std::string& session_token) {
  work.exec_params("INSERT INTO sessions (token_hash, user_id, expires_at) VALUES ($1, $2::uuid, now() + interval '12 hours')",
                   pqxx::binarystring(security::fingerprint(session_token)), user_id);
}

std::optional<Member> member_of(pqxx::work& work, const std::string& session_token, std::int64_t wanted) {
  const pqxx::result users = work.exec_params("SELECT user_id FROM sessions WHERE token_hash = $1 AND expires_at > now()",
                                              pqxx::binarystring(security::fingerprint(session_token)));
  if (users.empty()) return std::nullopt;
  const std::string user_id = users[0]["user_id"].as<std::string>();
  work.exec_params("SELECT set_config('app.user_id', $1, true)", user_id);
  const pqxx::result rows = work.exec_params(
      "SELECT organization_id, role FROM organization_members "
      "WHERE user_id = current_setting('app.user_id')::uuid AND organization_id = $1",
      wanted);
  if (rows.empty()) return std::nullopt;
  return Member(rows[0]["organization_id"].as<std::int64_t>(), user_id, rows[0]["role"].as<std::string>());
}

}  // namespace astracrm::access
