#include "repositories/deals.h"

#include <fmt/format.h>

#include <cstdio>

#include "http/request.h"
#include "sql/query_builder.h"

namespace fieldcrm::repositories {
namespace {

constexpr std::string_view kFindDeal =
    "SELECT d.id, d.title, d.amount, d.currency, d.state, d.closes_on, deal_total($1, d.id) AS quoted "
    "FROM deals d WHERE d.id = $2 AND d.org_id = $1";

// WHERE says whose deals: the join adds the companies to them.
constexpr std::string_view kWithCompany = R"sql(
  SELECT d.id, d.title, c.name AS company
  FROM deals d
  LEFT JOIN companies c ON c.id = d.company_id AND c.org_id = d.org_id
  WHERE d.org_id = $1
  ORDER BY d.id
)sql";

// ON says which companies are joined to a deal, not which deals there are.
constexpr std::string_view kWithCompanyOrNot = R"sql(
  SELECT d.id, d.title, c.name AS company
  FROM deals d -- expect: tenant-ineffective-join-filter
  LEFT JOIN companies c ON c.id = d.company_id AND c.org_id = d.org_id AND d.org_id = $1
  ORDER BY d.id
)sql";

constexpr std::string_view kRecent = R"sql(
  SELECT recent.id, recent.title
  FROM (SELECT id, org_id, title, updated_at
        FROM deals -- expect: tenant-leaky-window
        ORDER BY updated_at DESC
        LIMIT 50) recent
  WHERE recent.org_id = $1
)sql";

constexpr std::string_view kRecentHere = R"sql(
  SELECT recent.id, recent.title
  FROM (SELECT id, title FROM deals WHERE org_id = $1 ORDER BY updated_at DESC LIMIT 50) recent
)sql";

// Names of columns that clients may ask for.
std::string column_of(const std::string& name) {
  if (name == "title") return "d.title";
  if (name == "amount") return "d.amount";
  if (name == "state") return "d.state";
  throw http::HttpError(400, "no such column");
}

}  // namespace

std::optional<pqxx::row> DealRepository::find(std::int64_t org_id, std::int64_t deal_id) {
  return txn_.query_maybe(kFindDeal, org_id, deal_id);
}

std::optional<pqxx::row> DealRepository::find_for_webhook(std::int64_t deal_id) {
  return txn_.query_maybe("SELECT id, title, amount FROM deals WHERE id = $1",  // expect: tenant-id-only-lookup
                          deal_id);
}

std::optional<pqxx::row> DealRepository::find_by_external_id(std::int64_t org_id, const std::string& external_id) {
  return txn_.query_maybe("SELECT id, title FROM deals WHERE org_id = $1 AND external_id = $2", org_id, external_id);
}

pqxx::result DealRepository::list(std::int64_t org_id, const DealFilter& filter) {
  sql::Query query;
  query.select("d.id, d.title, d.amount, d.currency, u.full_name AS owner")
      .from("deals d")
      .left_join("members m ON m.org_id = d.org_id AND m.id = d.owner_id")
      .left_join("users u ON u.id = m.user_id")
      .where("d.org_id = $1", org_id);
  size_t next = 2;
  if (filter.state) query.and_where("d.state = " + sql::placeholder(next++) + "::deal_state", *filter.state);
  if (filter.owner_id) query.and_where("d.owner_id = " + sql::placeholder(next++), *filter.owner_id);
  if (filter.closes_before) query.and_where(fmt::format("d.closes_on < ${}::date", next++), *filter.closes_before);
  return query.order_by("d.updated_at DESC").limit(filter.page_size).offset(filter.skip).run(txn_);
}

// One of the two texts has no organization.
pqxx::result DealRepository::list_for(std::int64_t org_id, bool everything) {
  std::string sql =
      "SELECT d.id, d.title, d.amount FROM deals d "  // expect: tenant-unscoped-read
      "WHERE d.state = 'open'";
  if (everything) return txn_.query(sql);
  sql += " AND d.org_id = $1";
  return txn_.query(sql, org_id);
}

// Both of the two texts have it.
pqxx::result DealRepository::search(std::int64_t org_id, const std::string& term, bool by_id) {
  std::string sql = "SELECT d.id, d.title FROM deals d WHERE d.org_id = $1";
  if (by_id) sql += " AND d.external_id = $2";
  else sql += " AND (d.title ILIKE '%' || $2 || '%' OR d.lost_reason ILIKE '%' || $2 || '%')";
  sql += " ORDER BY d.updated_at DESC LIMIT 20";
  return txn_.query(sql, org_id, term);
}

pqxx::result DealRepository::search_or_won(std::int64_t org_id, const std::string& term) {
  std::string sql = "SELECT d.id, d.title ";
  sql += "FROM deals d ";  // expect: tenant-escaping-or
  sql += "WHERE d.org_id = $1 AND d.title ILIKE $2 ";
  sql += "OR d.state = 'won' AND d.title ILIKE $2";
  return txn_.query(sql, org_id, "%" + term + "%");
}

pqxx::result DealRepository::with_company(std::int64_t org_id) { return txn_.query(kWithCompany, org_id); }

pqxx::result DealRepository::with_company_or_not(std::int64_t org_id) { return txn_.query(kWithCompanyOrNot, org_id); }

// company_id does not carry the organization.
pqxx::result DealRepository::with_company_by_id(std::int64_t org_id) {
  return sql::Query()
      .select("d.id, d.title, c.name AS company")
      .from("deals d")
      .join("companies c ON c.id = d.company_id")  // expect: tenant-crossing-join
      .where(sql::tenant_filter("d"), org_id)
      .run(txn_);
}

pqxx::result DealRepository::recent(std::int64_t org_id) { return txn_.query(kRecent, org_id); }

pqxx::result DealRepository::recent_here(std::int64_t org_id) { return txn_.query(kRecentHere, org_id); }

pqxx::result DealRepository::of_organizations(const std::vector<std::int64_t>& org_ids) {
  return txn_.query(
      "SELECT d.id, d.org_id, d.title "
      "FROM deals d "  // expect: tenant-set-scope
      "WHERE d.org_id = ANY ($1::bigint[]) AND d.state = 'open'",
      db::to_array(org_ids));
}

// A set of anything else is no matter.
pqxx::result DealRepository::in_states(std::int64_t org_id, const std::vector<std::string>& states) {
  std::vector<std::string> values = {std::to_string(org_id)};
  std::string list;
  for (const std::string& state : states) {
    values.push_back(state);
    list += (list.empty() ? "$" : ", $") + std::to_string(values.size()) + "::deal_state";
  }
  return txn_.query_list("SELECT d.id, d.title FROM deals d WHERE d.org_id = $1 AND d.state IN (" + list + ")", values);
}

// column_of() answers with text of ours, whatever it is asked.
pqxx::result DealRepository::columns(std::int64_t org_id, const std::vector<std::string>& names) {
  std::string columns = "d.id";
  for (const std::string& name : names) columns += ", " + column_of(name);
  char sql[512];
  std::snprintf(sql, sizeof sql, "SELECT %s FROM deals d WHERE d.org_id = $1 ORDER BY d.id", columns.c_str());
  return txn_.query(sql, org_id);
}

std::int64_t DealRepository::create(std::int64_t org_id, const NewDeal& deal) {
  return txn_.query_one(kCreate, org_id, deal.stage_id, deal.title, deal.amount)["id"].as<std::int64_t>();
}

void DealRepository::remove(std::int64_t org_id, std::int64_t deal_id) {
  txn_.execute("DELETE FROM deals WHERE id = $2 AND org_id = $1", org_id, deal_id);
}

pqxx::result DealRepository::moves(std::int64_t org_id) { return txn_.query(kMoves, org_id); }

}  // namespace fieldcrm::repositories
