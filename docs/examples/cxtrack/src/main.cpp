#include <spdlog/spdlog.h>

#include <cstdlib>

#include "jobs/retention.h"

namespace {

const char* environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

}  // namespace

// The nightly job of one organization; requests are served by the web server that the other folders are linked into.
int main() {
  try {
    pqxx::connection connection(environment("CXTRACK_DATABASE", "dbname=cxtrack"));
    const cxtrack::Session session(environment("CXTRACK_ORGANIZATION", ""), "");
    cxtrack::db::Transaction txn(connection, session);
    cxtrack::jobs::purge_profiles(txn);
    txn.commit();
    return EXIT_SUCCESS;
  } catch (const pqxx::sql_error& error) {
    spdlog::error("a purge failed: {}", error.sqlstate());
    return EXIT_FAILURE;
  }
}
