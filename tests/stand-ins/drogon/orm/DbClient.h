// Stands in for Drogon's header: the signatures that take SQL.
#pragma once

#include <future>
#include <memory>
#include <string>

namespace drogon::orm {

class Result {};

class DbClient {
 public:
  template <typename... Arguments>
  Result execSqlSync(const std::string& sql, Arguments&&... args) { return {}; }
  template <typename... Arguments>
  std::future<Result> execSqlAsyncFuture(const std::string& sql, Arguments&&... args) { return {}; }
  template <typename ResultCallback, typename ErrorCallback, typename... Arguments>
  void execSqlAsync(const std::string& sql, ResultCallback&& done, ErrorCallback&& failed, Arguments&&... args) {}
};

using DbClientPtr = std::shared_ptr<DbClient>;

}  // namespace drogon::orm
