#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "sql/fragments.h"

namespace fieldcrm::repositories {

struct NewContact {
  std::string full_name;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::optional<std::int64_t> company_id;
};

struct ContactFilter {
  std::optional<std::string> term;
  std::optional<std::int64_t> company_id;
  std::optional<int> min_score;
  int page_size = 50;
  int skip = 0;
};

class ContactRepository {
 public:
  explicit ContactRepository(db::Transaction& txn) : txn_(txn) {}

  std::optional<pqxx::row> find(std::int64_t org_id, std::int64_t contact_id);
  std::optional<pqxx::row> find_by_email(std::int64_t org_id, const std::string& email);
  pqxx::result resolve_sender(const std::string& email);
  pqxx::result list(std::int64_t org_id, const ContactFilter& filter);
  pqxx::result list_or_all(std::optional<std::int64_t> org_id);
  pqxx::result of_company(std::int64_t org_id, std::int64_t company_id);
  pqxx::result duplicates(std::int64_t org_id);
  pqxx::result search_by_name(std::int64_t org_id, const std::string& name);
  pqxx::result search_quoted(std::int64_t org_id, const std::string& name);
  pqxx::result with_tags(std::int64_t org_id, const std::vector<std::string>& tags);
  std::int64_t count(std::int64_t org_id);

  std::int64_t create(std::int64_t org_id, const NewContact& contact);
  std::int64_t create_from_form(const NewContact& contact);
  std::int64_t upsert(std::int64_t org_id, const NewContact& contact);
  std::int64_t update(std::int64_t org_id, std::int64_t contact_id, const NewContact& contact);
  void merge(std::int64_t org_id, std::int64_t kept_id, std::int64_t merged_id);
  void forget(std::int64_t org_id, std::int64_t contact_id);
  std::int64_t remove_all(std::int64_t org_id, const std::vector<std::int64_t>& ids);
  std::int64_t remove_listed(const std::vector<std::int64_t>& ids);
  void score_calls(std::int64_t org_id);
  void score_activities(std::int64_t org_id);
  std::int64_t import(std::int64_t org_id, const std::vector<NewContact>& contacts);

  void tag(std::int64_t org_id, std::int64_t contact_id, const std::string& tag);
  void untag(std::int64_t org_id, std::int64_t tag_id, std::int64_t contact_id);
  pqxx::result tags(std::int64_t org_id);
  std::int64_t remove_unused_tags(std::int64_t org_id);
  std::int64_t sweep_tags(std::int64_t org_id);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
