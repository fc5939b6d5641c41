#pragma once

#include <string>

#include "db/database.h"
#include "http/request_context.h"

namespace aetrix::mail {

struct IncomingMessage {
  std::string provider_message_id;
  std::string sender_email;
  std::string body_text;
  std::string sent_at;
};

pqxx::result messages_of(db::Transaction& txn, const http::RequestContext& context, const std::string& thread_id);
/// False where the thread is not the organization's.
bool store(db::Transaction& txn, const http::RequestContext& context, const std::string& thread_id, const IncomingMessage& message);
/// What the user wrote, through the mailbox that they connected.
void send(const std::string& access_token, const std::string& to, const std::string& text);
/// What the service itself has to say: a welcome, a summary.
void send_notice(const std::string& key_of_provider, const std::string& to, const std::string& subject);

}  // namespace aetrix::mail
