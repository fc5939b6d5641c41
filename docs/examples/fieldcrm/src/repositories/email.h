#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.h"

namespace fieldcrm::repositories {

struct IncomingMail {
  std::string message_id;
  std::string sender;
  std::string body;
  std::string sent_at;
};

class EmailRepository {
 public:
  explicit EmailRepository(db::Transaction& txn) : txn_(txn) {}

  pqxx::result threads(std::int64_t org_id);
  pqxx::result messages(std::int64_t org_id, std::int64_t thread_id);
  pqxx::result message_headers(std::int64_t org_id, std::int64_t thread_id);
  pqxx::result last_messages(std::int64_t org_id);
  std::optional<pqxx::row> mailbox_of(const std::string& address);
  void store(std::int64_t org_id, std::int64_t thread_id, const IncomingMail& mail);
  std::int64_t open_thread(std::int64_t org_id, std::int64_t mailbox_id, const std::string& subject);
  std::int64_t open_thread_in(std::int64_t org_id, const std::string& address, const std::string& subject);

  pqxx::result templates(std::int64_t org_id);
  std::optional<pqxx::row> template_for(std::int64_t org_id, const std::string& name);
  std::int64_t save_template(std::int64_t org_id, const std::string& name, const std::string& subject,
                             const std::string& body);
  void edit_template(std::int64_t org_id, std::int64_t template_id, const std::string& subject,
                     const std::string& body);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
