#include <spdlog/spdlog.h>

#include <cstdlib>

#include "crypto/key_ring.h"
#include "jobs/retention.h"

namespace {

const char* environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

}  // namespace

// The jobs for one organization; requests are served by the web server that the handlers are linked into.
int main() {
  try {
    pqxx::connection connection(environment("AETRIX_DATABASE", "dbname=aetrix"));
    aetrix::db::Transaction txn(connection);
    const aetrix::http::RequestContext context(environment("AETRIX_ORGANIZATION", ""), "");
    aetrix::jobs::purge_uploads(txn, context);
    aetrix::jobs::purge_ended_organization(txn, context);
    aetrix::jobs::purge_diagnostics(txn);
    txn.commit();
    return EXIT_SUCCESS;
  } catch (const pqxx::sql_error& error) {
    spdlog::error("a purge failed: {}", error.sqlstate());
    return EXIT_FAILURE;
  }
}
