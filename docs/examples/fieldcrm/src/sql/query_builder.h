#pragma once

#include <string>
#include <vector>

#include "db/database.h"

namespace fieldcrm::sql {

/// Puts a SELECT together. Conditions are text of ours with numbered placeholders; values are bound in their order.
///
///     Query().select("id, title").from("deals").where("org_id = $1", org_id).and_where("state = $2", state).run(txn)
class Query {
 public:
  Query& select(const std::string& columns);
  Query& from(const std::string& table);
  Query& join(const std::string& clause);
  Query& left_join(const std::string& clause);

  Query& where(const std::string& condition);
  Query& and_where(const std::string& condition);
  Query& or_where(const std::string& condition);

  template <class T>
  Query& where(const std::string& condition, const T& value) {
    bind(value);
    return where(condition);
  }
  template <class T>
  Query& and_where(const std::string& condition, const T& value) {
    bind(value);
    return and_where(condition);
  }
  template <class T>
  Query& or_where(const std::string& condition, const T& value) {
    bind(value);
    return or_where(condition);
  }

  Query& group_by(const std::string& columns);
  Query& order_by(const std::string& columns);
  Query& limit(int rows);
  Query& offset(int rows);

  std::string text() const;
  pqxx::result run(db::Transaction& txn) const { return txn.query_list(text(), values_); }

 private:
  template <class T>
  void bind(const T& value) {
    values_.push_back(pqxx::to_string(value));
  }

  std::string columns_;
  std::string from_;
  std::string joins_;
  std::string condition_;
  std::string tail_;
  std::vector<std::string> values_;
};

}  // namespace fieldcrm::sql
