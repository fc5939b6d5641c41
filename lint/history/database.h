// The little SQL that SQLite and PostgreSQL share: statements with $1, values as text, one transaction at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ringfence::history {

using Value = std::optional<std::string>;
using Row = std::vector<Value>;

class Database {
 public:
  virtual ~Database() = default;
  /// kWrite: waits until no other writer is at it, and keeps them out until the end. kRead: one state of everything.
  enum class Mode : unsigned char { kRead, kWrite };
  virtual void begin(Mode mode) = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual std::vector<Row> query(const std::string& sql, const Row& values = {}) = 0;
  /// Several statements without values.
  virtual void script(const std::string& sql) = 0;
  /// Whether a table of that name is there.
  virtual bool has_table(const std::string& name) = 0;
};

/// Both throw HistoryError, as everything above does.
std::unique_ptr<Database> open_sqlite(const std::string& path, bool may_create);
std::unique_ptr<Database> open_postgres(const std::string& url);

/// Undone where it is left without commit().
class Transaction {
 public:
  Transaction(Database& database, Database::Mode mode) : database_(database) { database_.begin(mode); }
  ~Transaction() {
    if (!done_) database_.rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    database_.commit();
    done_ = true;
  }

 private:
  Database& database_;
  bool done_ = false;
};

/// INSERT of many rows in few statements. Rows have as many values as `columns` names.
class Inserter {
 public:
  Inserter(Database& database, std::string table, std::vector<std::string> columns);
  void add(Row row);
  void finish();

 private:
  Database& database_;
  std::string table_;
  std::vector<std::string> columns_;
  Row pending_;
};

inline int64_t number(const Value& value) { return value ? std::stoll(*value) : 0; }
inline std::string text(const Value& value) { return value.value_or(std::string()); }

}  // namespace ringfence::history
