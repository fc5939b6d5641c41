#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fieldcrm::db {

/// A transaction on behalf of one organization. At its beginning `app.org_id` and `app.user_id` are set for the
/// statements that read them (triggers, `current_org()`).
class Transaction {
 public:
  Transaction(pqxx::connection& connection, std::int64_t org_id, const std::string& user_id);
  /// For jobs that work for all organizations: no organization is set.
  explicit Transaction(pqxx::connection& connection) : work_(connection) {}

  template <class... A>
  pqxx::result query(std::string_view sql, A&&... args) {
    return work_.exec_params(std::string(sql), std::forward<A>(args)...);
  }

  /// The only row; pqxx::unexpected_rows where there is none, or several.
  template <class... A>
  pqxx::row query_one(std::string_view sql, A&&... args) {
    return work_.exec_params1(std::string(sql), std::forward<A>(args)...);
  }

  template <class... A>
  std::optional<pqxx::row> query_maybe(std::string_view sql, A&&... args) {
    const pqxx::result rows = work_.exec_params(std::string(sql), std::forward<A>(args)...);
    if (rows.empty()) return std::nullopt;
    return rows.front();
  }

  /// How many rows were written.
  template <class... A>
  std::int64_t execute(std::string_view sql, A&&... args) {
    return static_cast<std::int64_t>(work_.exec_params(std::string(sql), std::forward<A>(args)...).affected_rows());
  }

  /// Runs one of the statements of db/prepared_statements.cpp.
  template <class... A>
  pqxx::result prepared(const std::string& name, A&&... args) {
    return work_.exec_prepared(name, std::forward<A>(args)...);
  }

  /// With as many parameters as are known at run time only.
  pqxx::result query_list(std::string_view sql, const std::vector<std::string>& args);

  /// For statements whose shape is formatted. Never for values: they are bound.
  pqxx::result queryf(const char* format, ...) __attribute__((format(printf, 2, 3)));

  pqxx::work& work() { return work_; }
  void commit() { work_.commit(); }

 private:
  pqxx::work work_;
};

/// Connections with every prepared statement on them.
class ConnectionPool {
 public:
  ConnectionPool(const std::string& options, size_t size);

  struct GiveBack {
    ConnectionPool* pool;
    void operator()(pqxx::connection* connection) const { pool->give_back(connection); }
  };
  using Lease = std::unique_ptr<pqxx::connection, GiveBack>;

  /// Waits until a connection is free.
  Lease take();

 private:
  void give_back(pqxx::connection* connection);

  std::mutex mutex_;
  std::condition_variable is_free_;
  std::vector<std::unique_ptr<pqxx::connection>> all_;
  std::vector<pqxx::connection*> free_;
};

/// Rows as an array of objects, each value as text or null.
nlohmann::json to_json(const pqxx::result& rows);
nlohmann::json to_json(const pqxx::row& row);

/// `{1,2,3}`, for parameters that are cast to `bigint[]`.
std::string to_array(const std::vector<std::int64_t>& values);

}  // namespace fieldcrm::db
