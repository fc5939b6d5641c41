#include <spdlog/spdlog.h>

#include <cstdlib>

#include "jobs/retention.h"

namespace {

const char* environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

}  // namespace

// The nightly job of one customer; requests are served by the web server that the other folders are linked into.
int main() {
  try {
    pqxx::connection connection(environment("CRM_DATABASE", "dbname=crm"));
    const crmfactory::Session session(environment("CRM_TENANT", ""), environment("CRM_SCHEMA", ""), "", "crm_admin");
    crmfactory::TenantTransaction txn(connection, session);
    spdlog::info("{} events are gone", crmfactory::jobs::purge_usage_events(txn));
    crmfactory::jobs::purge_closed_tenant(txn);
    txn.commit();
    return EXIT_SUCCESS;
  } catch (const pqxx::sql_error& error) {
    spdlog::error("a purge failed: {}", error.sqlstate());
    return EXIT_FAILURE;
  }
}
