#include "repositories/admin.h"

#include "http/request.h"
#include "sql/query_builder.h"

namespace fieldcrm::repositories {
namespace {

enum class Entity { kDeal, kContact, kCompany };

Entity entity_of(const std::string& name) {
  if (name == "deal") return Entity::kDeal;
  if (name == "contact") return Entity::kContact;
  if (name == "company") return Entity::kCompany;
  throw http::HttpError(400, "no such entity");
}

const char* table_of(Entity entity) {
  switch (entity) {
    case Entity::kDeal: return "deals";
    case Entity::kContact: return "contacts";
    case Entity::kCompany: return "companies";
  }
  return "deals";
}

}  // namespace

// Any table, and all of its rows.
std::int64_t AdminRepository::count_rows(const std::string& table) {
  const std::string sql = "SELECT count(*) FROM " + txn_.work().quote_name(table);  // expect: tenant-dynamic-sql
  return txn_.query_one(sql)[0].as<std::int64_t>();
}

// One of three tables, each of which has org_id.
std::int64_t AdminRepository::count_own_rows(std::int64_t org_id, const std::string& entity) {
  const std::string sql = std::string("SELECT count(*) FROM ") + table_of(entity_of(entity)) + " WHERE org_id = $1";
  return txn_.query_one(sql, org_id)[0].as<std::int64_t>();
}

// The name is printed into the text as it is.
pqxx::result AdminRepository::find_by_name(const std::string& name) {
  return txn_.queryf(
      "SELECT id, full_name FROM contacts WHERE org_id = current_setting('app.org_id')::bigint "
      "AND full_name = '%s'",
      name.c_str());  // expect: tenant-dynamic-sql
}

// Plans are reference data, and the value is a literal of quote().
pqxx::result AdminRepository::find_plan(const char* code) {
  return txn_.queryf("SELECT p.code, p.title FROM plans p WHERE p.code = %s", txn_.work().quote(code).c_str());
}

// The organization is bound, but to a table that is known at run time only.
std::int64_t AdminRepository::clean(const std::string& table, std::int64_t org_id) {
  std::string sql = "DELETE FROM " + table + " WHERE org_id = $1";  // expect: tenant-dynamic-sql
  return txn_.execute(sql, org_id);
}

// Two statements of which both are known.
std::int64_t AdminRepository::clean_done(std::int64_t org_id, bool with_imports) {
  const std::string table = with_imports ? "import_jobs" : "activities";
  const std::string condition = with_imports ? "state = 'done'" : "done_at IS NOT NULL";
  return txn_.execute("DELETE FROM " + table + " WHERE org_id = $1 AND " + condition, org_id);
}

pqxx::result AdminRepository::look_up(const std::string& table, std::int64_t id) {
  sql::Query query;
  query.select("*").from(table).where("id = $1", id).limit(1);  // expect: tenant-dynamic-sql
  return query.run(txn_);
}

void AdminRepository::truncate_imports() {
  txn_.work().exec0("TRUNCATE import_rows");  // expect: tenant-bulk-command
}

std::int64_t AdminRepository::remove_imports(std::int64_t org_id) {
  return txn_.execute("DELETE FROM import_rows r USING import_jobs j WHERE j.id = r.job_id AND j.org_id = $1", org_id);
}

// ringfence:allow tenant-bulk-command: the nightly job takes in all organizations, and no request can start it
void AdminRepository::refresh_revenue() { txn_.work().exec0("REFRESH MATERIALIZED VIEW monthly_revenue"); }

void AdminRepository::export_contacts() {
  txn_.work().exec0(
      "COPY contacts (full_name, email) "  // expect: tenant-bulk-command
      "TO '/var/lib/fieldcrm/export/contacts.csv' WITH (FORMAT csv)");
}

// COPY has no parameters; the transaction knows the organization.
void AdminRepository::export_own_contacts() {
  txn_.work().exec0(
      "COPY (SELECT full_name, email FROM contacts WHERE org_id = current_setting('app.org_id')::bigint) "
      "TO '/var/lib/fieldcrm/export/contacts.csv' WITH (FORMAT csv)");
}

// Code, name and digits. Currencies are the same for everybody.
void AdminRepository::load_currencies(const std::vector<Currency>& currencies) {
  pqxx::stream_to stream(txn_.work(), "currencies");
  for (const auto& currency : currencies) stream << std::make_tuple(currency.code, currency.name, currency.digits);
  stream.complete();
}

std::int64_t AdminRepository::sync_prices(std::int64_t org_id, const std::string& skus, const std::string& prices) {
  return txn_.execute(R"sql(
    MERGE INTO products p
    USING (SELECT r.sku, r.price FROM unnest($2::text[], $3::numeric[]) AS r (sku, price)) s
    ON p.org_id = $1 AND p.sku = s.sku
    WHEN MATCHED THEN UPDATE SET price = s.price
    WHEN NOT MATCHED THEN INSERT (org_id, sku, name, price) VALUES ($1, s.sku, s.sku, s.price))sql",
                      org_id, skus, prices);
}

// Every organization has its own article 100.
std::int64_t AdminRepository::sync_all_prices(const std::string& skus, const std::string& prices) {
  return txn_.execute(R"sql(
    MERGE INTO products p -- expect: tenant-unscoped-write
    USING (SELECT r.sku, r.price FROM unnest($1::text[], $2::numeric[]) AS r (sku, price)) s
    ON p.sku = s.sku
    WHEN MATCHED THEN UPDATE SET price = s.price)sql",
                      skus, prices);
}

void AdminRepository::remove_organization(std::int64_t org_id) {
  txn_.execute("DELETE FROM organizations WHERE id = $1", org_id);
}

}  // namespace fieldcrm::repositories
