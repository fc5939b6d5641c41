#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/database.h"

namespace fieldcrm::repositories {

struct Currency {
  std::string code;
  std::string name;
  int digits = 2;
};

/// What operators and the service itself do with the database.
class AdminRepository {
 public:
  explicit AdminRepository(db::Transaction& txn) : txn_(txn) {}

  std::int64_t count_rows(const std::string& table);
  std::int64_t count_own_rows(std::int64_t org_id, const std::string& entity);
  pqxx::result find_by_name(const std::string& name);
  pqxx::result find_plan(const char* code);
  std::int64_t clean(const std::string& table, std::int64_t org_id);
  std::int64_t clean_done(std::int64_t org_id, bool with_imports);
  pqxx::result look_up(const std::string& table, std::int64_t id);

  void truncate_imports();
  std::int64_t remove_imports(std::int64_t org_id);
  void refresh_revenue();
  void export_contacts();
  void export_own_contacts();
  void load_currencies(const std::vector<Currency>& currencies);
  std::int64_t sync_prices(std::int64_t org_id, const std::string& skus, const std::string& prices);
  std::int64_t sync_all_prices(const std::string& skus, const std::string& prices);
  void remove_organization(std::int64_t org_id);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
