#include <spdlog/spdlog.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "clients/clients.h"
#include "jobs/retention.h"

namespace {

using Handler = std::function<astracrm::http::Response(const astracrm::http::Request&, const astracrm::access::Member&, astracrm::db::Transaction&)>;

std::map<std::string, Handler> routes() { return {{"GET /clients", astracrm::clients::find}, {"GET /orders", astracrm::clients::orders}}; }

}  // namespace

// `astracrm retention` runs the nightly job; without a word it says which routes there are.
int main(int count, char** words) {
  const char* database = std::getenv("ASTRACRM_DATABASE");
  if (database == nullptr) return 2;
  if (count > 1 && std::string(words[1]) == "retention") {
    pqxx::connection connection(database);
    astracrm::db::Transaction txn(connection);
    astracrm::jobs::empty_bin(txn);
    txn.commit();
    return 0;
  }
  for (const auto& [route, handler] : routes()) spdlog::info("{}", route);
  return 0;
}
