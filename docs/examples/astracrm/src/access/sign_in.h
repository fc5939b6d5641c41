#pragma once

#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "access/member.h"

namespace astracrm::access {

/// Sets the password of a user, and ends their sessions.
void set_password(pqxx::work& work, const std::string& user_id, const std::string& password);
/// Keeps a session by the fingerprint of its token.
void open_session(pqxx::work& work, const std::string& user_id, const std::string& session_token);
/// Who a token belongs to, in the organization that they chose, if they are a member of it.
std::optional<Member> member_of(pqxx::work& work, const std::string& session_token, std::int64_t wanted);

}  // namespace astracrm::access
