#include "repositories/visits.h"

#include "sql/fragments.h"
#include "sql/query_builder.h"

namespace fieldcrm::repositories {
namespace {

const std::string kVisitColumns = "v.id, v.company_id, v.member_id, v.planned_on, v.done_at";

}  // namespace

// The company's key carries the organization as well.
pqxx::result VisitRepository::planned() {
  return txn_.query(R"sql(
    SELECT v.id, v.planned_on, c.name AS company
    FROM visits v
    JOIN companies c ON c.org_id = v.org_id AND c.id = v.company_id
    WHERE v.org_id = $1 AND v.branch_id = $2 AND v.done_at IS NULL
    ORDER BY v.planned_on)sql",
                    context_.org_id(), context_.branch_id());
}

pqxx::result VisitRepository::planned_between(const std::string& from, const std::string& to) {
  const std::string sql = "SELECT " + kVisitColumns + " FROM visits v WHERE " + sql::branch_filter("v") +
                          " AND v.planned_on BETWEEN $3::date AND $4::date";
  return txn_.query(sql, context_.org_id(), context_.branch_id(), from, to);
}

// The organization is half of the key.
pqxx::result VisitRepository::of_day(const std::string& day) {
  return txn_.query(
      "SELECT v.id, v.company_id "
      "FROM visits v "  // expect: tenant-partial-key
      "WHERE v.org_id = $1 AND v.planned_on = $2::date",
      context_.org_id(), day);
}

pqxx::result VisitRepository::of_branch() {
  return sql::Query()
      .select("v.id, v.company_id")
      .from("visits v")
      .join("branches b ON b.org_id = v.org_id AND b.id = v.branch_id")
      .where("b.org_id = $1", context_.org_id())
      .and_where("b.id = $2", context_.branch_id())
      .run(txn_);
}

pqxx::result VisitRepository::done() {
  return sql::Query()
      .select("v.id, v.outcome")
      .from("visits v")  // expect: tenant-partial-key
      .where(sql::tenant_filter("v"), context_.org_id())
      .and_where("v.done_at IS NOT NULL")
      .run(txn_);
}

// The numbers are the wrong way round.
pqxx::result VisitRepository::ids() {
  const char* sql = "SELECT id FROM visits WHERE org_id = $2 AND branch_id = $1";
  return txn_.query(sql, context_.org_id(), context_.branch_id());  // expect: tenant-swapped-argument, tenant-swapped-argument
}

// A row of values is compared with a row of columns.
std::optional<pqxx::row> VisitRepository::find(std::int64_t visit_id) {
  return txn_.query_maybe("SELECT id, planned_on, outcome FROM visits WHERE (org_id, branch_id, id) = ($1, $2, $3)",
                          context_.org_id(), context_.branch_id(), visit_id);
}

std::int64_t VisitRepository::plan(std::int64_t company_id, const std::string& day) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO visits (org_id, branch_id, company_id, member_id, planned_on) "
      "VALUES ($1, $2, $3, $4, $5::date) RETURNING id",
      context_.org_id(), context_.branch_id(), company_id, context_.member_id(), day);
  return row["id"].as<std::int64_t>();
}

// The numbers of the placeholders are not in the order of the text, but each has its value.
bool VisitRepository::finish(std::int64_t visit_id, const std::string& outcome) {
  return txn_.execute(
             "UPDATE visits SET done_at = now(), outcome = $3 WHERE id = $4 AND branch_id = $2 AND org_id = $1",
             context_.org_id(), context_.branch_id(), outcome, visit_id) > 0;
}

std::int64_t VisitRepository::cancel_in_branch(std::int64_t member_id) {
  return txn_.execute("DELETE FROM visits WHERE org_id = $1 AND branch_id = $2 AND member_id = $3 AND done_at IS NULL",
                      context_.org_id(), context_.branch_id(), member_id);
}

// A report belongs to whoever owns the visit.
pqxx::result VisitRepository::reports(std::int64_t visit_id) {
  return txn_.query("SELECT r.id, r.body FROM visit_reports r JOIN visits v ON v.id = r.visit_id WHERE " +
                        sql::branch_filter("v") + " AND v.id = $3",
                    context_.org_id(), context_.branch_id(), visit_id);
}

std::int64_t VisitRepository::add_report(std::int64_t visit_id, const std::string& body) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO visit_reports (visit_id, body) "
      "SELECT v.id, $4 FROM visits v WHERE v.org_id = $1 AND v.branch_id = $2 AND v.id = $3 RETURNING id",
      context_.org_id(), context_.branch_id(), visit_id, body);
  return row["id"].as<std::int64_t>();
}

void VisitRepository::set_target(const std::string& month, const std::string& amount) {
  txn_.execute(
      "INSERT INTO branch_targets (org_id, branch_id, month, amount) VALUES ($1, $2, $3::date, $4::numeric) "
      "ON CONFLICT (org_id, branch_id, month) DO UPDATE SET amount = excluded.amount",
      context_.org_id(), context_.branch_id(), month, amount);
}

pqxx::result VisitRepository::targets() {
  return txn_.query(
      "SELECT b.name, t.month, t.amount FROM branches b "
      "LEFT JOIN branch_targets t ON t.org_id = b.org_id AND t.branch_id = b.id "
      "WHERE b.org_id = $1 AND b.id = $2 ORDER BY t.month",
      context_.org_id(), context_.branch_id());
}

// A branch itself has one level only.
pqxx::result VisitRepository::branches() {
  return txn_.query("SELECT id, name FROM branches WHERE org_id = $1 ORDER BY name", context_.org_id());
}

}  // namespace fieldcrm::repositories
