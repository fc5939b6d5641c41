#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"

namespace fieldcrm::repositories {

struct ImportRow {
  int line = 0;
  std::string data;
};

/// API tokens, webhooks and imports.
class IntegrationRepository {
 public:
  explicit IntegrationRepository(db::Transaction& txn) : txn_(txn) {}

  std::optional<pqxx::row> token_by_hash(const std::string& hash);
  pqxx::result tokens(std::int64_t org_id);
  bool revoke_token(std::int64_t org_id, const std::string& token_id);

  pqxx::result webhooks_for(std::int64_t org_id, const std::string& topic);
  void set_default_webhook(std::int64_t org_id, const std::string& url);
  pqxx::result deliveries(std::int64_t org_id, const std::string& webhook_id);
  void retry_own(std::int64_t org_id, std::int64_t delivery_id);
  pqxx::result take_deliveries();

  std::string start_import(std::int64_t org_id, const std::string& source);
  void add_rows(std::int64_t org_id, const std::string& job_id, const std::vector<ImportRow>& rows);
  void append_rows(const std::string& job_id, const std::vector<ImportRow>& rows);
  std::int64_t import_contacts(std::int64_t org_id, const std::string& job_id);
  std::int64_t import_contacts_of(const std::string& job_id);
  pqxx::result import_errors(std::int64_t org_id);
  pqxx::result failed_rows(std::int64_t org_id);

  pqxx::result custom_fields(std::int64_t org_id, const std::string& entity);
  void set_custom_value(std::int64_t org_id, const std::string& key, std::int64_t deal_id, const std::string& value);
  void hand_over_field(std::int64_t org_id, std::int64_t field_id, std::int64_t new_org_id);
  void rename_field(std::int64_t org_id, std::int64_t field_id, const std::string& label);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
