#include "repositories/invoices.h"

#include <fmt/format.h>

#include "http/request.h"

#define INVOICE_SELECT "SELECT i.id, i.number, i.total, i.currency, i.due_on "
#define INVOICE_HERE "FROM invoices i WHERE i.org_id = $1 "

namespace fieldcrm::repositories {
namespace {

constexpr std::string_view kIssue = R"sql(
  WITH source AS (
    SELECT q.id AS quote_id, d.org_id, d.company_id, d.currency, deal_total(d.org_id, d.id) AS total
    FROM quotes q
    JOIN deals d ON d.id = q.deal_id
    WHERE q.id = $2 AND d.org_id = $1
  )
  INSERT INTO invoices (org_id, number, company_id, quote_id, currency, total, due_on)
  SELECT s.org_id, $3, s.company_id, s.quote_id, s.currency, s.total, current_date + 30
  FROM source s
  RETURNING id
)sql";

// What a status means. Every answer is a condition of ours.
const char* condition_of(const std::string& status) {
  if (status == "paid") return "AND i.paid_at IS NOT NULL ";
  if (status == "open") return "AND i.paid_at IS NULL ";
  if (status == "overdue") return "AND i.paid_at IS NULL AND i.due_on < current_date ";
  return "";
}

}  // namespace

std::optional<pqxx::row> InvoiceRepository::find(std::int64_t org_id, const std::string& number) {
  return txn_.query_maybe(INVOICE_SELECT INVOICE_HERE "AND i.number = $2", org_id, number);
}

pqxx::result InvoiceRepository::list(std::int64_t org_id, const std::string& status) {
  const std::string sql = std::string(INVOICE_SELECT INVOICE_HERE) + condition_of(status) + "ORDER BY i.due_on";
  return txn_.query(sql, org_id);
}

pqxx::result InvoiceRepository::list_for_operator(std::int64_t org_id, bool everything) {
  return txn_.query(
      "SELECT i.id, i.number, i.total "
      "FROM invoices i "  // expect: tenant-optional-filter
      "WHERE CASE WHEN $2::boolean THEN true ELSE i.org_id = $1 END",
      org_id, everything);
}

// A line belongs to whoever owns the invoice.
pqxx::result InvoiceRepository::lines(std::int64_t org_id, const std::string& number) {
  return txn_.query(
      "SELECT l.text, l.quantity, l.price FROM invoice_lines l "
      "JOIN invoices i ON i.id = l.invoice_id AND i.org_id = $1 WHERE i.number = $2",
      org_id, number);
}

pqxx::result InvoiceRepository::lines_by_invoice(std::int64_t invoice_id) {
  constexpr const char* kFormat =
      "SELECT {} FROM invoice_lines l "  // expect: tenant-id-only-lookup
      "WHERE l.invoice_id = $1";
  return txn_.query(fmt::format(kFormat, "l.text, l.quantity, l.price"), invoice_id);
}

pqxx::result InvoiceRepository::overdue(std::int64_t org_id) {
  return txn_.query(R"sql(
    SELECT i.id, i.number, c.name, ct.email
    FROM invoices i
    JOIN companies c ON c.org_id = i.org_id AND c.id = i.company_id
    JOIN LATERAL (
      SELECT k.email FROM contacts k
      WHERE k.org_id = c.org_id AND k.company_id = c.id AND k.email IS NOT NULL
      ORDER BY k.score DESC
      LIMIT 1
    ) ct ON true
    WHERE i.org_id = $1 AND i.paid_at IS NULL AND i.due_on < current_date)sql",
                    org_id);
}

// Both levels of the statement ask for the organization.
pqxx::result InvoiceRepository::above_average(std::int64_t org_id) {
  return txn_.query(
      "SELECT number, total FROM invoices WHERE org_id = $1 "
      "AND total > (SELECT avg(a.total) FROM invoices a WHERE a.org_id = $1)",
      org_id);
}

// Left over from the first demonstration.
pqxx::result InvoiceRepository::of_demo() {
  return txn_.query("SELECT id, number, total FROM invoices WHERE org_id = 1");  // expect: tenant-literal-id
}

// Two ways to say which organization need not name the same one.
pqxx::result InvoiceRepository::with_session_companies(std::int64_t org_id) {
  return txn_.query(R"sql(
    SELECT i.number, c.name
    FROM invoices i
    JOIN companies c -- expect: tenant-mixed-terms
      ON c.name = i.number AND c.org_id = current_setting('app.org_id')::bigint
    WHERE i.org_id = $1)sql",
                    org_id);
}

// The transaction has set the organization at its beginning.
pqxx::result InvoiceRepository::of_session() {
  return txn_.query(
      "SELECT i.number, c.name FROM invoices i JOIN companies c ON c.org_id = i.org_id AND c.id = i.company_id "
      "WHERE i.org_id = current_setting('app.org_id')::bigint");
}

std::int64_t InvoiceRepository::issue(std::int64_t org_id, std::int64_t quote_id, const std::string& number) {
  return txn_.query_one(kIssue, org_id, quote_id, number)["id"].as<std::int64_t>();
}

std::int64_t InvoiceRepository::issue_sample(const std::string& number, std::int64_t company_id,
                                             const std::string& due_on) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO invoices (org_id, number, company_id, currency, due_on) "  // expect: tenant-literal-id
      "VALUES (1, $1, $2, 'EUR', $3::date) RETURNING id",
      number, company_id, due_on);
  return row["id"].as<std::int64_t>();
}

void InvoiceRepository::add_line(std::int64_t org_id, std::int64_t invoice_id, const std::string& text,
                                 const std::string& price) {
  txn_.execute(
      "INSERT INTO invoice_lines (invoice_id, text, quantity, price) "
      "SELECT i.id, $3, 1, $4::numeric FROM invoices i WHERE i.id = $2 AND i.org_id = $1",
      org_id, invoice_id, text, price);
}

void InvoiceRepository::add_payment(std::int64_t org_id, const std::string& number, const std::string& amount) {
  txn_.execute(
      "INSERT INTO payments (org_id, invoice_id, amount) "
      "SELECT i.org_id, i.id, $3::numeric FROM invoices i WHERE i.org_id = $1 AND i.number = $2",
      org_id, number, amount);
}

pqxx::result InvoiceRepository::payments(std::int64_t org_id) {
  return txn_.query(
      "SELECT p.id, p.amount, i.number FROM payments p "
      "JOIN invoices i ON i.id = p.invoice_id AND i.org_id = p.org_id WHERE p.org_id = $1",
      org_id);
}

std::int64_t InvoiceRepository::settle(std::int64_t org_id) { return txn_.execute(kSettle, org_id); }

}  // namespace fieldcrm::repositories
