#include "lint/history/database.h"

#include <fmt/format.h>

namespace ringfence::history {

namespace {

// SQLite takes 32,766 values a statement, PostgreSQL 65,535.
constexpr size_t kMostValues = 4000;

}  // namespace

Inserter::Inserter(Database& database, std::string table, std::vector<std::string> columns)
    : database_(database), table_(std::move(table)), columns_(std::move(columns)) {}

void Inserter::add(Row row) {
  for (Value& value : row) pending_.push_back(std::move(value));
  if (pending_.size() + columns_.size() > kMostValues) finish();
}

void Inserter::finish() {
  if (pending_.empty()) return;
  std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ", table_, fmt::join(columns_, ", "));
  for (size_t i = 0; i < pending_.size(); ++i) {
    const size_t column = i % columns_.size();
    sql += column == 0 ? (i == 0 ? "(" : ", (") : ", ";
    sql += fmt::format("${}", i + 1);
    if (column + 1 == columns_.size()) sql += ")";
  }
  database_.query(sql, pending_);
  pending_.clear();
}

}  // namespace ringfence::history
