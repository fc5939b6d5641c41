#pragma once

#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <utility>

#include "http/session.h"

namespace astrix::db {

/// A transaction on behalf of one client of one organization.
class Transaction {
 public:
  Transaction(pqxx::connection& connection, const http::Session& session);

  template <class... A>
  pqxx::result run(std::string_view sql, A&&... values) {
    return work_.exec_params(std::string(sql), std::forward<A>(values)...);
  }

  /// The only row; pqxx::unexpected_rows where there is none, or several.
  template <class... A>
  pqxx::row one(std::string_view sql, A&&... values) {
    return work_.exec_params1(std::string(sql), std::forward<A>(values)...);
  }

  void commit() { work_.commit(); }

 private:
  pqxx::work work_;
};

}  // namespace astrix::db
