#pragma once

#include <string>

#include "db/transaction.h"

namespace cxtrack::mail {

struct Message {
  std::string contact_id;
  std::string to;
  std::string subject;
  std::string body_html;
};

/// Sends what a user wrote through their own account, and keeps it with the contact.
void send(db::Transaction& txn, const std::string& access_token, const Message& message);
pqxx::result sent_to(db::Transaction& txn, const std::string& contact_id);

}  // namespace cxtrack::mail
