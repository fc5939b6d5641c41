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

// `astracrm retention ORGANIZATION OWNER` runs the nightly job for an organization; without words it says which routes there are.
int main(int count, char** words) {
  const char* database = std::getenv("ASTRACRM_DATABASE");
  if (database == nullptr) return 2;
  if (count > 3 && std::string(words[1]) == "retention") {
    pqxx::connection connection(database);
    const astracrm::access::Member owner(std::stoll(words[2]), words[3], "owner");
    astracrm::db::Transaction txn(connection, owner);
    astracrm::jobs::empty_bin(txn, owner);
    txn.commit();
    return 0;
  }
  for (const auto& [route, handler] : routes()) spdlog::info("{}", route);
  return 0;
}
