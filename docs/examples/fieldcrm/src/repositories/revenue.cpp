// Money: what came in, from whom, and lists whose columns the client picks.
#include <fmt/format.h>

#include <map>

#include "http/request.h"
#include "repositories/reports.h"

namespace fieldcrm::repositories {
namespace {

// What can be counted, and where. The text is ours, whatever is asked for.
const std::map<std::string, std::string> kCountable = {
    {"deals", "SELECT 'deals' AS what, count(*) FROM deals WHERE org_id = $1"},
    {"contacts", "SELECT 'contacts' AS what, count(*) FROM contacts WHERE org_id = $1"},
    {"companies", "SELECT 'companies' AS what, count(*) FROM companies WHERE org_id = $1 AND deleted_at IS NULL"},
    {"activities", "SELECT 'activities' AS what, count(*) FROM activities WHERE org_id = $1"},
};

}  // namespace

pqxx::result ReportRepository::revenue() {
  return txn_.query("SELECT month, currency, total FROM monthly_revenue WHERE org_id = $1 ORDER BY month",
                    context_.org_id());
}

pqxx::result ReportRepository::revenue_of_month(const std::string& month) {
  return txn_.query("SELECT currency, total FROM monthly_revenue WHERE month = $2::date AND org_id = $1",
                    context_.org_id(), month);
}

// One side of the UNION forgot.
pqxx::result ReportRepository::money() {
  std::string sql = "SELECT i.issued_on AS day, i.total AS amount FROM invoices i WHERE i.org_id = $1";
  sql += " UNION ALL ";
  sql += "SELECT p.received_at::date, -p.amount FROM payments p";  // expect: tenant-unscoped-read
  return txn_.query(sql + " ORDER BY day", context_.org_id());
}

// The filter holds for every arm.
pqxx::result ReportRepository::money_of_both() {
  std::string sql = "SELECT i.org_id, i.issued_on AS day, i.total AS amount FROM invoices i";
  sql += " UNION ALL ";
  sql += "SELECT p.org_id, p.received_at::date, -p.amount FROM payments p";
  return txn_.query("SELECT m.day, m.amount FROM (" + sql + ") m WHERE m.org_id = $1 ORDER BY m.day",
                    context_.org_id());
}

// HAVING over a grouping column is as good as WHERE.
pqxx::result ReportRepository::won_by_currency() {
  return txn_.query(
      "SELECT org_id, currency, sum(amount) FROM deals WHERE state = 'won' GROUP BY org_id, currency HAVING org_id = "
      "$1",
      context_.org_id());
}

pqxx::result ReportRepository::best_customers(int rows) {
  return txn_.query(fmt::format(R"sql(
    SELECT c.name, t.total
    FROM companies c
    JOIN LATERAL (SELECT sum(i.total) AS total FROM invoices i WHERE i.company_id = c.id AND i.org_id = c.org_id) t
      ON t.total > 0
    WHERE c.org_id = $1
    ORDER BY t.total DESC
    LIMIT {})sql",
                                rows),
                    context_.org_id());
}

// Every part has the organization; the loop puts UNION ALL between them.
pqxx::result ReportRepository::counts(const std::vector<std::string>& what) {
  std::string sql;
  for (const std::string& name : what) {
    const auto countable = kCountable.find(name);
    if (countable == kCountable.end()) throw http::HttpError(400, "cannot be counted");
    if (!sql.empty()) sql += " UNION ALL ";
    sql += countable->second;
  }
  if (sql.empty()) throw http::HttpError(400, "nothing to count");
  return txn_.query(sql, context_.org_id());
}

// A saved filter is text that somebody has typed.
pqxx::result ReportRepository::deals_where(const std::string& condition) {
  return txn_.query("SELECT id, title FROM deals WHERE org_id = $1 AND " + condition,  // expect: tenant-dynamic-sql
                    context_.org_id());
}

// Whatever is in the parameter is put behind ORDER BY, and anything may follow it.
pqxx::result ReportRepository::deals_by(const std::string& column) {
  const std::string text = "SELECT id, title FROM deals WHERE org_id = $1 ";
  return txn_.query(fmt::format("{} ORDER BY {}", text, column), context_.org_id());  // expect: tenant-dynamic-sql
}

// quote_name() makes a column's name of it: it may fail, but it cannot add a condition.
pqxx::result ReportRepository::deals_sorted(const std::string& column) {
  return txn_.query("SELECT id, title FROM deals WHERE org_id = $1 ORDER BY " + txn_.work().quote_name(column),
                    context_.org_id());
}

}  // namespace fieldcrm::repositories
