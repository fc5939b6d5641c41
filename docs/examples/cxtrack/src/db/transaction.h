#pragma once

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <utility>

#include "http/session.h"

namespace cxtrack::db {

/// A transaction of the server on behalf of one organization: the policies read it from the setting.
class Transaction {
 public:
  Transaction(pqxx::connection& connection, const Session& session);

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

  const Session& session() const { return session_; }
  void commit() { work_.commit(); }

 private:
  pqxx::work work_;
  Session session_;
};

}  // namespace cxtrack::db
