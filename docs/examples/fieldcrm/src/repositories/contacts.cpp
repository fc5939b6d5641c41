#include "repositories/contacts.h"

#include <fmt/format.h>

#define CONTACT_COLUMNS "c.id, c.full_name, c.email, c.phone, c.score"
#define CONTACT_ALIVE "c.deleted_at IS NULL"

namespace fieldcrm::repositories {
namespace {

constexpr std::string_view kCount = "SELECT count(*) FROM contacts c WHERE c.org_id = $1 AND " CONTACT_ALIVE;

constexpr std::string_view kOfCompany = R"sql(
  SELECT c.id, c.full_name
  FROM companies co
  JOIN contacts c ON c.company_id = co.id AND c.org_id = co.org_id
  WHERE co.org_id = $1 AND co.id = $2
)sql";

constexpr std::string_view kDuplicates = R"sql(
  SELECT a.id, b.id AS other_id, a.full_name
  FROM contacts a
  JOIN contacts b ON b.org_id = a.org_id AND b.email = a.email AND b.id > a.id
  WHERE a.org_id = $1
)sql";

constexpr std::string_view kUpsert =
    "INSERT INTO contacts (org_id, full_name, email, phone) "
    "VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (org_id, email) WHERE deleted_at IS NULL "
    "DO UPDATE SET full_name = excluded.full_name, phone = coalesce(excluded.phone, contacts.phone) "
    "RETURNING id";

}  // namespace

std::optional<pqxx::row> ContactRepository::find(std::int64_t org_id, std::int64_t contact_id) {
  const pqxx::result rows = txn_.prepared("contact_by_id", org_id, contact_id);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

std::optional<pqxx::row> ContactRepository::find_by_email(std::int64_t org_id, const std::string& email) {
  const pqxx::result rows = txn_.prepared("contact_by_email", org_id, email);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

// Incoming mail: whoever knows the sender, wherever.
pqxx::result ContactRepository::resolve_sender(const std::string& email) {
  return txn_.query(
      "SELECT id, full_name, org_id "
      "FROM contacts "  // expect: tenant-unscoped-read
      "WHERE email = $1 AND deleted_at IS NULL",
      email);
}

// Filters that may be missing are added with their value; the organization is in the text from the beginning.
pqxx::result ContactRepository::list(std::int64_t org_id, const ContactFilter& filter) {
  std::vector<std::string> values = {std::to_string(org_id)};
  std::string sql = "SELECT " CONTACT_COLUMNS " FROM contacts c WHERE c.org_id = $1 AND " CONTACT_ALIVE;
  if (filter.term) {
    values.push_back("%" + *filter.term + "%");
    sql += " AND c.full_name ILIKE " + sql::placeholder(values.size());
  }
  if (filter.company_id) {
    values.push_back(std::to_string(*filter.company_id));
    sql += " AND c.company_id = " + sql::placeholder(values.size());
  }
  if (filter.min_score) {
    values.push_back(std::to_string(*filter.min_score));
    sql += " AND c.score >= " + sql::placeholder(values.size());
  }
  sql += " ORDER BY c.full_name" + sql::page(filter.page_size, filter.skip);
  return txn_.query_list(sql, values);
}

// The organization is not a filter that may be left out.
pqxx::result ContactRepository::list_or_all(std::optional<std::int64_t> org_id) {
  return txn_.query(R"sql(
    SELECT c.id, c.full_name, c.email
    FROM contacts c -- expect: tenant-optional-filter
    WHERE ($1::bigint IS NULL OR c.org_id = $1) AND c.deleted_at IS NULL)sql",
                    org_id);
}

pqxx::result ContactRepository::of_company(std::int64_t org_id, std::int64_t company_id) {
  return txn_.query(kOfCompany, org_id, company_id);
}

pqxx::result ContactRepository::duplicates(std::int64_t org_id) { return txn_.query(kDuplicates, org_id); }

// The name gets into the text as it is: it can end the string and go on with a condition of its own.
pqxx::result ContactRepository::search_by_name(std::int64_t org_id, const std::string& name) {
  std::string sql = "SELECT id, full_name FROM contacts WHERE org_id = $1";
  sql += " AND full_name ILIKE '%" + name + "%'";  // expect: tenant-dynamic-sql
  return txn_.query(sql, org_id);
}

// quote() makes a literal of it, and a literal stays a value.
pqxx::result ContactRepository::search_quoted(std::int64_t org_id, const std::string& name) {
  std::string sql = "SELECT id, full_name FROM contacts WHERE org_id = $1";
  sql += " AND full_name ILIKE " + txn_.work().quote("%" + name + "%");
  return txn_.query(sql, org_id);
}

// One EXISTS a tag: the loop adds conditions by AND, and the tags are bound.
pqxx::result ContactRepository::with_tags(std::int64_t org_id, const std::vector<std::string>& tags) {
  std::vector<std::string> values = {std::to_string(org_id)};
  std::string sql = "SELECT " CONTACT_COLUMNS " FROM contacts c WHERE " + sql::tenant_filter("c");
  for (const std::string& tag : tags) {
    values.push_back(tag);
    sql +=
        " AND EXISTS (SELECT 1 FROM taggings g JOIN tags t ON t.org_id = g.org_id AND t.id = g.tag_id"
        " WHERE g.org_id = c.org_id AND g.contact_id = c.id AND t.name = $" +
        std::to_string(values.size()) + ")";
  }
  return txn_.query_list(sql, values);
}

std::int64_t ContactRepository::count(std::int64_t org_id) {
  return txn_.query_one(kCount, org_id)[0].as<std::int64_t>();
}

// The company's key carries the organization: the database refuses another organization's company.
std::int64_t ContactRepository::create(std::int64_t org_id, const NewContact& contact) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO contacts (org_id, company_id, full_name, email, phone) VALUES ($1, $2, $3, $4, $5) RETURNING id",
      org_id, contact.company_id, contact.full_name, contact.email, contact.phone);
  return row["id"].as<std::int64_t>();
}

// The column's default is the operator's own organization.
std::int64_t ContactRepository::create_from_form(const NewContact& contact) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO contacts (full_name, email) VALUES ($1, $2) RETURNING id",  // expect: tenant-missing-on-insert
      contact.full_name, contact.email);
  return row["id"].as<std::int64_t>();
}

std::int64_t ContactRepository::upsert(std::int64_t org_id, const NewContact& contact) {
  return txn_.query_one(kUpsert, org_id, contact.full_name, contact.email, contact.phone)["id"].as<std::int64_t>();
}

// Only what was given is set; the key stands at the end of every variant.
std::int64_t ContactRepository::update(std::int64_t org_id, std::int64_t contact_id, const NewContact& contact) {
  std::vector<std::string> values = {std::to_string(org_id), std::to_string(contact_id), contact.full_name};
  std::string assignments = "full_name = $3";
  if (contact.email) {
    values.push_back(*contact.email);
    assignments += fmt::format(", email = ${}", values.size());
  }
  if (contact.phone) {
    values.push_back(*contact.phone);
    assignments += fmt::format(", phone = ${}", values.size());
  }
  const std::string sql = fmt::format("UPDATE contacts SET {} WHERE id = $2 AND org_id = $1", assignments);
  return static_cast<std::int64_t>(txn_.query_list(sql, values).affected_rows());
}

}  // namespace fieldcrm::repositories
