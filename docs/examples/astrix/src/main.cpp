#include <spdlog/spdlog.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "jobs/retention.h"
#include "orders/orders.h"
#include "webhooks/webhooks.h"

namespace {

using Handler = std::function<astrix::http::Response(const astrix::http::Request&, const astrix::http::Session&, astrix::db::Transaction&)>;

std::map<std::string, Handler> routes() {
  return {{"GET /orders", astrix::orders::list}, {"GET /spend", astrix::orders::spend}, {"POST /events/{provider}", astrix::webhooks::receive}};
}

}  // namespace

// `astrix retention ORGANIZATION AGENCY CLIENT` runs the nightly job for a client; without words it says which routes there are.
int main(int count, char** words) {
  const char* database = std::getenv("ASTRIX_DATABASE");
  if (database == nullptr) return 2;
  if (count > 4 && std::string(words[1]) == "retention") {
    pqxx::connection connection(database);
    astrix::jobs::run_retention(connection, {std::stoll(words[2]), std::stoll(words[3]), std::stoll(words[4]), "retention"});
    return 0;
  }
  for (const auto& [route, handler] : routes()) spdlog::info("{}", route);
  return 0;
}
