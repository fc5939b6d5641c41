#include "sql/query_builder.h"

namespace fieldcrm::sql {

Query& Query::select(const std::string& columns) {
  columns_ = columns;
  return *this;
}

Query& Query::from(const std::string& table) {
  from_ = table;
  return *this;
}

Query& Query::join(const std::string& clause) {
  joins_ += " JOIN " + clause;
  return *this;
}

Query& Query::left_join(const std::string& clause) {
  joins_ += " LEFT JOIN " + clause;
  return *this;
}

Query& Query::where(const std::string& condition) {
  condition_ = condition;
  return *this;
}

Query& Query::and_where(const std::string& condition) {
  condition_ = condition_.empty() ? condition : condition_ + " AND " + condition;
  return *this;
}

Query& Query::or_where(const std::string& condition) {
  condition_ = condition_.empty() ? condition : condition_ + " OR " + condition;
  return *this;
}

Query& Query::group_by(const std::string& columns) {
  tail_ += " GROUP BY " + columns;
  return *this;
}

Query& Query::order_by(const std::string& columns) {
  tail_ += " ORDER BY " + columns;
  return *this;
}

Query& Query::limit(int rows) {
  tail_ += " LIMIT " + std::to_string(rows);
  return *this;
}

Query& Query::offset(int rows) {
  tail_ += " OFFSET " + std::to_string(rows);
  return *this;
}

std::string Query::text() const {
  std::string sql = "SELECT " + columns_ + " FROM " + from_ + joins_;
  if (!condition_.empty()) sql += " WHERE " + condition_;
  return sql + tail_;
}

}  // namespace fieldcrm::sql
