#pragma once

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <utility>

#include "tenancy/session.h"

namespace crmfactory {

/// A transaction in the schema of one customer, with the rights of the session's level. Both end with it.
class TenantTransaction {
 public:
  TenantTransaction(pqxx::connection& connection, const Session& session);

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
  pqxx::work& work() { return work_; }
  void commit() { work_.commit(); }

 private:
  pqxx::work work_;
  Session session_;
};

}  // namespace crmfactory
