#pragma once

#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <utility>

#include "access/member.h"

namespace astracrm::db {

/// A transaction on behalf of a member. `app.user_id` is set for the statements that ask for memberships.
class Transaction {
 public:
  Transaction(pqxx::connection& connection, const access::Member& member);

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

}  // namespace astracrm::db
