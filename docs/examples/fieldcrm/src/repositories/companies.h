#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "db/database.h"
#include "sql/fragments.h"

namespace fieldcrm::repositories {

struct NewCompany {
  std::string name;
  std::optional<std::string> vat_number;
  std::optional<std::string> industry;
  std::optional<std::string> country;
};

struct Address {
  std::string kind = "office";
  std::string street;
  std::string city;
  std::string country;
};

class CompanyRepository {
 public:
  explicit CompanyRepository(db::Transaction& txn) : txn_(txn) {}

  std::optional<pqxx::row> find(std::int64_t org_id, std::int64_t company_id);
  std::optional<pqxx::row> find_by_vat(std::int64_t org_id, const std::string& vat_number);
  pqxx::result list(std::int64_t org_id, sql::Sort sort, int page_size, int skip);
  pqxx::result search(std::int64_t org_id, const std::string& term);
  pqxx::result search_or_vat(std::int64_t org_id, const std::string& term, const std::string& vat_number);
  pqxx::result group_of(std::int64_t org_id, std::int64_t company_id);
  pqxx::result subsidiaries(std::int64_t org_id, std::int64_t company_id);
  pqxx::result balances(std::int64_t org_id);
  std::optional<pqxx::row> balance(std::int64_t company_id);

  std::int64_t create(std::int64_t org_id, const NewCompany& company);
  std::int64_t update(std::int64_t org_id, std::int64_t company_id, const std::map<std::string, std::string>& fields);
  void rename(std::int64_t org_id, std::int64_t company_id, const std::string& name);
  void remove(std::int64_t org_id, std::int64_t company_id);
  void set_own_parent(std::int64_t org_id, std::int64_t company_id, std::int64_t parent_id);

  pqxx::result addresses(std::int64_t org_id, std::int64_t company_id);
  pqxx::result addresses_for_label(std::int64_t company_id);
  void add_address(std::int64_t org_id, std::int64_t company_id, const Address& address);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
