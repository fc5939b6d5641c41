#include "repositories/integrations.h"

#include <fmt/format.h>

namespace fieldcrm::repositories {
namespace {

constexpr std::string_view kImportContacts = R"sql(
  INSERT INTO contacts (org_id, full_name, email)
  SELECT j.org_id, r.data ->> 'name', (r.data ->> 'email')::email_address
  FROM import_jobs j
  JOIN import_rows r ON r.job_id = j.id
  WHERE j.id = $2::uuid AND j.org_id = $1 AND r.error IS NULL
  ON CONFLICT (org_id, email) WHERE deleted_at IS NULL DO NOTHING
)sql";

// The organization is what the job says, and the job is any job.
constexpr std::string_view kImportContactsOf = R"sql(
  INSERT INTO contacts (org_id, full_name, email)
  SELECT j.org_id, r.data ->> 'name', (r.data ->> 'email')::email_address
  FROM import_jobs j -- expect: tenant-id-only-lookup
  JOIN import_rows r ON r.job_id = j.id
  WHERE j.id = $1::uuid AND r.error IS NULL
)sql";

// `($2::int, $3::jsonb), ($4::int, $5::jsonb)`; the first number is that of the first value.
std::string rows_of_placeholders(size_t rows, size_t first) {
  std::string text;
  for (size_t i = 0; i < rows; ++i)
    text += fmt::format("{}(${}::int, ${}::jsonb)", i == 0 ? "" : ", ", first + 2 * i, first + 2 * i + 1);
  return text;
}

void append_values(std::vector<std::string>& values, const std::vector<ImportRow>& rows) {
  for (const ImportRow& row : rows) {
    values.push_back(std::to_string(row.line));
    values.push_back(row.data);
  }
}

}  // namespace

std::optional<pqxx::row> IntegrationRepository::token_by_hash(const std::string& hash) {
  // ringfence:allow tenant-id-only-lookup: the token is the credential; what it opens is read from this row
  return txn_.query_maybe("SELECT id, org_id FROM api_tokens WHERE token_hash = $1", hash);
}

pqxx::result IntegrationRepository::tokens(std::int64_t org_id) {
  return txn_.query("SELECT id, label, used_at FROM api_tokens WHERE org_id = $1 AND revoked_at IS NULL", org_id);
}

bool IntegrationRepository::revoke_token(std::int64_t org_id, const std::string& token_id) {
  return txn_.execute("UPDATE api_tokens SET revoked_at = now() WHERE id = $2::uuid AND org_id = $1", org_id,
                      token_id) > 0;
}

pqxx::result IntegrationRepository::webhooks_for(std::int64_t org_id, const std::string& topic) {
  return txn_.query("SELECT id, url FROM webhooks WHERE org_id = $1 AND active AND topics @> ARRAY[$2::text]", org_id,
                    topic);
}

void IntegrationRepository::set_default_webhook(std::int64_t org_id, const std::string& url) {
  txn_.execute(
      "INSERT INTO webhooks (org_id, url, is_default) VALUES ($1, $2, true) "
      "ON CONFLICT (org_id) WHERE is_default DO UPDATE SET url = excluded.url",
      org_id, url);
}

pqxx::result IntegrationRepository::deliveries(std::int64_t org_id, const std::string& webhook_id) {
  return txn_.query(
      "SELECT v.id, v.status, v.attempts FROM webhook_deliveries v JOIN webhooks w ON w.id = v.webhook_id "
      "WHERE w.org_id = $1 AND w.id = $2::uuid ORDER BY v.id DESC LIMIT 100",
      org_id, webhook_id);
}

void IntegrationRepository::retry_own(std::int64_t org_id, std::int64_t delivery_id) {
  txn_.execute(
      "UPDATE webhook_deliveries v SET next_try = now() FROM webhooks w "
      "WHERE w.id = v.webhook_id AND w.org_id = $1 AND v.id = $2",
      org_id, delivery_id);
}

pqxx::result IntegrationRepository::take_deliveries() {
  return txn_.query(R"sql(
    -- ringfence:allow tenant-unscoped-write until 2099-12-31: one queue worker sends for all organizations
    UPDATE webhook_deliveries d
    SET attempts = d.attempts + 1, next_try = now() + interval '5 minutes'
    WHERE d.status IS NULL AND d.next_try < now()
    RETURNING d.id, d.payload)sql");
}

std::string IntegrationRepository::start_import(std::int64_t org_id, const std::string& source) {
  return txn_.query_one("INSERT INTO import_jobs (org_id, source) VALUES ($1, $2) RETURNING id", org_id, source)["id"]
      .as<std::string>();
}

// The job is looked up for the organization; the rows are joined to it.
void IntegrationRepository::add_rows(std::int64_t org_id, const std::string& job_id,
                                     const std::vector<ImportRow>& rows) {
  if (rows.empty()) return;
  std::vector<std::string> values = {std::to_string(org_id), job_id};
  append_values(values, rows);
  const std::string sql = fmt::format(
      "INSERT INTO import_rows (job_id, line, data) SELECT j.id, r.line, r.data FROM import_jobs j "
      "CROSS JOIN (VALUES {}) AS r (line, data) WHERE j.id = $2::uuid AND j.org_id = $1",
      rows_of_placeholders(rows.size(), 3));
  txn_.query_list(sql, values);
}

void IntegrationRepository::append_rows(const std::string& job_id, const std::vector<ImportRow>& rows) {
  if (rows.empty()) return;
  std::vector<std::string> values = {job_id};
  append_values(values, rows);
  std::string sql = "INSERT INTO import_rows (job_id, line, data) ";  // expect: tenant-missing-on-insert
  sql += "SELECT $1::uuid, r.line, r.data FROM (VALUES ";
  sql += rows_of_placeholders(rows.size(), 2);
  sql += ") AS r (line, data)";
  txn_.query_list(sql, values);
}

std::int64_t IntegrationRepository::import_contacts(std::int64_t org_id, const std::string& job_id) {
  return txn_.execute(kImportContacts, org_id, job_id);
}

std::int64_t IntegrationRepository::import_contacts_of(const std::string& job_id) {
  return txn_.execute(kImportContactsOf, job_id);
}

// The table is called import_jobs.
pqxx::result IntegrationRepository::import_errors(std::int64_t org_id) {
  return txn_.query(
      "SELECT r.line, r.error "
      "FROM import_job j "  // expect: tenant-unknown-table
      "JOIN import_rows r ON r.job_id = j.id "
      "WHERE j.org_id = $1 AND r.error IS NOT NULL",
      org_id);
}

pqxx::result IntegrationRepository::failed_rows(std::int64_t org_id) {
  return txn_.query(
      "SELECT r.line, r.error FROM import_jobs j JOIN import_rows r ON r.job_id = j.id "
      "WHERE j.org_id = $1 AND r.error IS NOT NULL",
      org_id);
}

pqxx::result IntegrationRepository::custom_fields(std::int64_t org_id, const std::string& entity) {
  return txn_.query("SELECT id, key, label, required FROM custom_fields WHERE org_id = $1 AND entity = $2", org_id,
                    entity);
}

// The field is one of the organization's; so is the value that is already there.
void IntegrationRepository::set_custom_value(std::int64_t org_id, const std::string& key, std::int64_t deal_id,
                                             const std::string& value) {
  txn_.execute(
      "INSERT INTO custom_values (field_id, entity_id, value) "
      "SELECT f.id, $3::bigint, $4::jsonb FROM custom_fields f "
      "WHERE f.org_id = $1 AND f.entity = 'deal' AND f.key = $2 "
      "ON CONFLICT (field_id, entity_id) DO UPDATE SET value = excluded.value",
      org_id, key, deal_id, value);
}

// Nothing keeps a field where it is.
void IntegrationRepository::hand_over_field(std::int64_t org_id, std::int64_t field_id, std::int64_t new_org_id) {
  txn_.execute("UPDATE custom_fields SET org_id = $3 WHERE id = $2 AND org_id = $1",  // expect: tenant-moved-row
               org_id, field_id, new_org_id);
}

void IntegrationRepository::rename_field(std::int64_t org_id, std::int64_t field_id, const std::string& label) {
  txn_.execute("UPDATE custom_fields SET label = $3 WHERE id = $2 AND org_id = $1", org_id, field_id, label);
}

}  // namespace fieldcrm::repositories
