#include "repositories/companies.h"

#include <fmt/format.h>

#include <set>

#include "http/request.h"
#include "sql/query_builder.h"

namespace fieldcrm::repositories {
namespace {

// parent_id is a plain reference, so every step says whose rows it takes.
constexpr std::string_view kGroup = R"sql(
  WITH RECURSIVE family AS (
    SELECT c.id, c.org_id, c.name, 0 AS depth
    FROM companies c
    WHERE c.org_id = $1 AND c.id = $2
    UNION ALL
    SELECT c.id, c.org_id, c.name, f.depth + 1
    FROM family f
    JOIN companies c ON c.parent_id = f.id AND c.org_id = f.org_id
    WHERE f.depth < 10
  )
  SELECT id, name, depth FROM family ORDER BY depth, name
)sql";

// The same step by the parent alone.
constexpr std::string_view kSubsidiaries = R"sql(
  WITH RECURSIVE family AS (
    SELECT c.id, c.name FROM companies c WHERE c.org_id = $1 AND c.id = $2
    UNION
    SELECT c.id, c.name
    FROM family f
    JOIN companies c ON c.parent_id = f.id -- expect: tenant-crossing-join
  )
  SELECT id, name FROM family ORDER BY name
)sql";

const std::set<std::string> kEditable = {"name", "vat_number", "industry", "country"};

std::optional<pqxx::row> first_of(const pqxx::result& rows) {
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

}  // namespace

std::optional<pqxx::row> CompanyRepository::find(std::int64_t org_id, std::int64_t company_id) {
  return first_of(txn_.prepared("company_by_id", org_id, company_id));
}

std::optional<pqxx::row> CompanyRepository::find_by_vat(std::int64_t org_id, const std::string& vat_number) {
  return first_of(txn_.prepared("company_by_vat", org_id, vat_number));
}

// order_by() and page() have text and numbers of our own.
pqxx::result CompanyRepository::list(std::int64_t org_id, sql::Sort sort, int page_size, int skip) {
  const std::string sql =
      "SELECT c.id, c.name, i.name AS industry, n.name AS country "
      "FROM companies c "
      "LEFT JOIN industries i ON i.code = c.industry "
      "LEFT JOIN countries n ON n.code = c.country "
      "WHERE " +
      sql::tenant_filter("c") + " AND c.deleted_at IS NULL" + sql::order_by(sort, "c") + sql::page(page_size, skip);
  return txn_.query(sql, org_id);
}

pqxx::result CompanyRepository::search(std::int64_t org_id, const std::string& term) {
  return sql::Query()
      .select("id, name, vat_number")
      .from("companies")
      .where("org_id = $1", org_id)
      .and_where("(name ILIKE '%' || $2 || '%' OR vat_number = $2)", term)
      .order_by("name")
      .limit(20)
      .run(txn_);
}

// or_where() adds its branch to everything before it, the organization included.
pqxx::result CompanyRepository::search_or_vat(std::int64_t org_id, const std::string& term,
                                              const std::string& vat_number) {
  return sql::Query()
      .select("id, name, vat_number")
      .from("companies")  // expect: tenant-escaping-or
      .where("org_id = $1", org_id)
      .and_where("name ILIKE '%' || $2 || '%'", term)
      .or_where("vat_number = $3", vat_number)
      .limit(20)
      .run(txn_);
}

pqxx::result CompanyRepository::group_of(std::int64_t org_id, std::int64_t company_id) {
  return txn_.query(kGroup, org_id, company_id);
}

pqxx::result CompanyRepository::subsidiaries(std::int64_t org_id, std::int64_t company_id) {
  return txn_.query(kSubsidiaries, org_id, company_id);
}

pqxx::result CompanyRepository::balances(std::int64_t org_id) {
  return txn_.query("SELECT company, open_amount FROM company_balances WHERE org_id = $1 ORDER BY open_amount DESC",
                    org_id);
}

// The view has everybody's companies.
std::optional<pqxx::row> CompanyRepository::balance(std::int64_t company_id) {
  return txn_.query_maybe(
      "SELECT company, open_amount "
      "FROM company_balances "  // expect: tenant-id-only-lookup
      "WHERE company_id = $1",
      company_id);
}

std::int64_t CompanyRepository::create(std::int64_t org_id, const NewCompany& company) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO companies (org_id, name, vat_number, industry, country) VALUES ($1, $2, $3, $4, $5) RETURNING id",
      org_id, company.name, company.vat_number, company.industry, company.country);
  return row["id"].as<std::int64_t>();
}

// Columns come from the client, but only those of kEditable get into the text; values are bound.
std::int64_t CompanyRepository::update(std::int64_t org_id, std::int64_t company_id,
                                       const std::map<std::string, std::string>& fields) {
  std::vector<std::string> values = {std::to_string(org_id), std::to_string(company_id)};
  std::string assignments;
  for (const std::string& column : kEditable) {
    const auto field = fields.find(column);
    if (field == fields.end()) continue;
    values.push_back(field->second);
    if (!assignments.empty()) assignments += ", ";
    assignments += column + " = $" + std::to_string(values.size());
  }
  if (assignments.empty()) throw http::HttpError(400, "nothing to change");
  const std::string sql = "UPDATE companies SET " + assignments + " WHERE id = $2 AND org_id = $1";
  return static_cast<std::int64_t>(txn_.query_list(sql, values).affected_rows());
}

void CompanyRepository::rename(std::int64_t org_id, std::int64_t company_id, const std::string& name) {
  txn_.prepared("company_rename", org_id, company_id, name);
}

void CompanyRepository::remove(std::int64_t org_id, std::int64_t company_id) {
  txn_.prepared("company_remove", org_id, company_id);
}

// The parent is looked up for the organization.
void CompanyRepository::set_own_parent(std::int64_t org_id, std::int64_t company_id, std::int64_t parent_id) {
  txn_.execute(
      "UPDATE companies c "
      "SET parent_id = p.id "
      "FROM companies p "
      "WHERE c.id = $2 AND c.org_id = $1 AND p.id = $3 AND p.org_id = c.org_id",
      org_id, company_id, parent_id);
}

// An address belongs to whoever owns the company.
pqxx::result CompanyRepository::addresses(std::int64_t org_id, std::int64_t company_id) {
  return txn_.query(
      "SELECT a.kind, a.street, a.city, a.country "
      "FROM addresses a "
      "JOIN companies c ON c.id = a.company_id "
      "WHERE c.org_id = $1 AND c.id = $2",
      org_id, company_id);
}

pqxx::result CompanyRepository::addresses_for_label(std::int64_t company_id) {
  return sql::Query()
      .select("kind, street, city, country")
      .from("addresses")  // expect: tenant-id-only-lookup
      .where("company_id = $1", company_id)
      .run(txn_);
}

void CompanyRepository::add_address(std::int64_t org_id, std::int64_t company_id, const Address& address) {
  txn_.execute(R"sql(
    INSERT INTO addresses (company_id, kind, street, city, country)
    SELECT c.id, $3, $4, $5, $6 FROM companies c WHERE c.id = $2 AND c.org_id = $1)sql",
               org_id, company_id, address.kind, address.street, address.city, address.country);
}

}  // namespace fieldcrm::repositories
