// Quotes and products. A quote belongs to whoever owns the deal, a line to whoever owns the quote.
#include "repositories/invoices.h"

namespace fieldcrm::repositories {
namespace {

const std::string kOwnQuotes = "quotes q JOIN deals d ON d.id = q.deal_id";

}  // namespace

pqxx::result QuoteRepository::of_deal(std::int64_t org_id, std::int64_t deal_id) {
  return txn_.query("SELECT q.id, q.version, q.valid_to, q.sent_at FROM " + kOwnQuotes +
                        " WHERE d.org_id = $1 AND d.id = $2 ORDER BY q.version DESC",
                    org_id, deal_id);
}

pqxx::result QuoteRepository::lines(std::int64_t org_id, std::int64_t quote_id) {
  return txn_.query(
      "SELECT l.id, l.text, l.quantity, l.price "
      "FROM quote_lines l "
      "JOIN quotes q ON q.id = l.quote_id "
      "JOIN deals d ON d.id = q.deal_id "
      "WHERE q.id = $2 AND d.org_id = $1",
      org_id, quote_id);
}

// The second hop is missing.
pqxx::result QuoteRepository::lines_of_quote(std::int64_t quote_id) {
  return txn_.query(
      "SELECT l.id, l.text, l.quantity, l.price "
      "FROM quote_lines l "  // expect: tenant-id-only-lookup
      "JOIN quotes q ON q.id = l.quote_id "
      "WHERE q.id = $1",
      quote_id);
}

std::int64_t QuoteRepository::create(std::int64_t org_id, std::int64_t deal_id, const std::string& valid_to) {
  const pqxx::row row = txn_.query_one(R"sql(
    INSERT INTO quotes (deal_id, version, valid_to)
    SELECT d.id, coalesce((SELECT max(q.version) FROM quotes q WHERE q.deal_id = d.id), 0) + 1, $3::date
    FROM deals d
    WHERE d.id = $2 AND d.org_id = $1
    RETURNING id)sql",
                                       org_id, deal_id, valid_to);
  return row["id"].as<std::int64_t>();
}

std::int64_t QuoteRepository::add_product(std::int64_t org_id, std::int64_t quote_id, const std::string& sku,
                                          double quantity) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO quote_lines (quote_id, product_id, text, quantity, price) "
      "SELECT q.id, p.id, p.name, $4::numeric, p.price FROM " +
          kOwnQuotes +
          " JOIN products p ON p.org_id = d.org_id AND p.sku = $3 "
          "WHERE q.id = $2 AND d.org_id = $1 RETURNING id",
      org_id, quote_id, sku, quantity);
  return row["id"].as<std::int64_t>();
}

void QuoteRepository::remove_line(std::int64_t org_id, std::int64_t line_id) {
  txn_.execute(
      "DELETE FROM quote_lines l USING quotes q, deals d "
      "WHERE l.id = $2 AND q.id = l.quote_id AND d.id = q.deal_id AND d.org_id = $1",
      org_id, line_id);
}

std::int64_t QuoteRepository::expire(std::int64_t org_id) {
  return txn_.execute(
      "UPDATE quotes q SET valid_to = current_date "
      "WHERE q.sent_at < now() - interval '60 days' "
      "AND q.deal_id = ANY (SELECT d.id FROM deals d WHERE d.org_id = $1)",
      org_id);
}

std::int64_t QuoteRepository::expire_sent(int days) {
  const pqxx::result rows = txn_.queryf(
      "UPDATE quotes SET valid_to = current_date "  // expect: tenant-unscoped-write
      "WHERE sent_at < now() - interval '%d days'",
      days);
  return static_cast<std::int64_t>(rows.affected_rows());
}

pqxx::result QuoteRepository::products(std::int64_t org_id) {
  return txn_.query("SELECT id, sku, name, price FROM products WHERE org_id = $1 AND active ORDER BY sku", org_id);
}

// The shop's ids are unique in the shop; whose shop it is, the second condition says.
std::optional<pqxx::row> QuoteRepository::product_by_shop_id(std::int64_t org_id, const std::string& shop_id) {
  return txn_.query_maybe("SELECT id, sku, name FROM products WHERE shop_id = $2 AND org_id = $1", org_id, shop_id);
}

void QuoteRepository::save_product(std::int64_t org_id, const std::string& sku, const std::string& name,
                                   const std::string& price) {
  txn_.execute(
      "INSERT INTO products (org_id, sku, name, price) VALUES ($1, $2, $3, $4::numeric) "
      "ON CONFLICT (org_id, sku) DO UPDATE SET name = excluded.name, price = excluded.price",
      org_id, sku, name, price);
}

// The arbiter is unique for all organizations: another one's product is overwritten.
void QuoteRepository::save_shop_product(std::int64_t org_id, const std::string& sku, const std::string& name,
                                        const std::string& price, const std::string& shop_id) {
  txn_.execute(
      "INSERT INTO products (org_id, sku, name, price, shop_id) VALUES ($1, $2, $3, $4::numeric, $5) "
      "ON CONFLICT (shop_id) DO UPDATE "  // expect: tenant-crossing-upsert
      "SET name = excluded.name, price = excluded.price",
      org_id, sku, name, price, shop_id);
}

}  // namespace fieldcrm::repositories
