#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.h"

namespace fieldcrm::repositories {

class InvoiceRepository {
 public:
  explicit InvoiceRepository(db::Transaction& txn) : txn_(txn) {}

  std::optional<pqxx::row> find(std::int64_t org_id, const std::string& number);
  pqxx::result list(std::int64_t org_id, const std::string& status);
  pqxx::result list_for_operator(std::int64_t org_id, bool everything);
  pqxx::result lines(std::int64_t org_id, const std::string& number);
  pqxx::result lines_by_invoice(std::int64_t invoice_id);
  pqxx::result overdue(std::int64_t org_id);
  pqxx::result above_average(std::int64_t org_id);
  pqxx::result of_demo();
  pqxx::result with_session_companies(std::int64_t org_id);
  pqxx::result of_session();

  std::int64_t issue(std::int64_t org_id, std::int64_t quote_id, const std::string& number);
  std::int64_t issue_sample(const std::string& number, std::int64_t company_id, const std::string& due_on);
  void add_line(std::int64_t org_id, std::int64_t invoice_id, const std::string& text, const std::string& price);
  void add_payment(std::int64_t org_id, const std::string& number, const std::string& amount);
  pqxx::result payments(std::int64_t org_id);
  std::int64_t settle(std::int64_t org_id);

 private:
  static constexpr std::string_view kSettle =
      "UPDATE invoices i SET paid_at = now() "
      "FROM (SELECT p.invoice_id, sum(p.amount) AS paid FROM payments p WHERE p.org_id = $1 GROUP BY p.invoice_id) s "
      "WHERE s.invoice_id = i.id AND i.org_id = $1 AND s.paid >= i.total AND i.paid_at IS NULL";

  db::Transaction& txn_;
};

class QuoteRepository {
 public:
  explicit QuoteRepository(db::Transaction& txn) : txn_(txn) {}

  pqxx::result of_deal(std::int64_t org_id, std::int64_t deal_id);
  pqxx::result lines(std::int64_t org_id, std::int64_t quote_id);
  pqxx::result lines_of_quote(std::int64_t quote_id);
  std::int64_t create(std::int64_t org_id, std::int64_t deal_id, const std::string& valid_to);
  std::int64_t add_product(std::int64_t org_id, std::int64_t quote_id, const std::string& sku, double quantity);
  void remove_line(std::int64_t org_id, std::int64_t line_id);
  std::int64_t expire(std::int64_t org_id);
  std::int64_t expire_sent(int days);

  pqxx::result products(std::int64_t org_id);
  std::optional<pqxx::row> product_by_shop_id(std::int64_t org_id, const std::string& shop_id);
  void save_product(std::int64_t org_id, const std::string& sku, const std::string& name, const std::string& price);
  void save_shop_product(std::int64_t org_id, const std::string& sku, const std::string& name, const std::string& price,
                         const std::string& shop_id);

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
