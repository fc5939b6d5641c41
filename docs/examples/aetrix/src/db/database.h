#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <utility>

namespace aetrix::db {

/// A transaction; it is rolled back unless commit() is called.
class Transaction {
 public:
  explicit Transaction(pqxx::connection& connection) : work_(connection) {}

  template <class... Values>
  pqxx::result query(std::string_view sql, Values&&... values) {
    return work_.exec_params(std::string(sql), std::forward<Values>(values)...);
  }

  template <class... Values>
  std::optional<pqxx::row> query_maybe(std::string_view sql, Values&&... values) {
    const pqxx::result rows = work_.exec_params(std::string(sql), std::forward<Values>(values)...);
    if (rows.empty()) return std::nullopt;
    return rows.front();
  }

  /// How many rows were written.
  template <class... Values>
  long execute(std::string_view sql, Values&&... values) {
    return static_cast<long>(work_.exec_params(std::string(sql), std::forward<Values>(values)...).affected_rows());
  }

  void commit() { work_.commit(); }

 private:
  pqxx::work work_;
};

/// Rows as an array of objects, each value as text or null.
nlohmann::json to_json(const pqxx::result& rows);

}  // namespace aetrix::db
