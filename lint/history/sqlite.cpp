#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

#include "lint/history/database.h"
#include "ringfence/history.h"

namespace ringfence::history {

namespace {

namespace fs = std::filesystem;

// A writer needs far less than a second; a machine may be slow, and there may be many of them.
constexpr int kPatience = 60'000;

class Sqlite : public Database {
 public:
  Sqlite(std::string path, bool may_create) : path_(std::move(path)) {
    guarded([&] {
      const int mode = SQLite::OPEN_READWRITE | (may_create ? SQLite::OPEN_CREATE : 0);
      database_ = std::make_unique<SQLite::Database>(path_, mode, kPatience);
      use_write_ahead_log();
      // What was committed is on the disk also where the power fails.
      database_->exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    });
  }

  void begin(Mode mode) override {
    guarded([&] { database_->exec(mode == Mode::kWrite ? "BEGIN IMMEDIATE" : "BEGIN"); });
  }
  void commit() override {
    guarded([&] { database_->exec("COMMIT"); });
  }
  void rollback() noexcept override { database_->tryExec("ROLLBACK"); }

  std::vector<Row> query(const std::string& sql, const Row& values) override {
    std::vector<Row> rows;
    guarded([&] {
      SQLite::Statement& statement = prepared(sql);
      for (size_t i = 0; i < values.size(); ++i) {
        const std::string name = fmt::format("${}", i + 1);
        if (values[i]) statement.bind(name, *values[i]);
        else statement.bind(name);
      }
      while (statement.executeStep()) {
        Row& row = rows.emplace_back();
        for (int column = 0; column < statement.getColumnCount(); ++column) {
          const SQLite::Column value = statement.getColumn(column);
          row.push_back(value.isNull() ? Value() : Value(value.getString()));
        }
      }
      statement.reset();
    });
    return rows;
  }

  void script(const std::string& sql) override {
    guarded([&] { database_->exec(sql); });
  }

  bool has_table(const std::string& name) override {
    return !query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", {name}).empty();
  }

 private:
  // Two that change the mode at the same time do not wait for each other by themselves.
  void use_write_ahead_log() {
    const auto last = std::chrono::steady_clock::now() + std::chrono::milliseconds(kPatience);
    for (;;) {
      const int code = database_->tryExec("PRAGMA journal_mode = WAL");
      if (code == SQLITE_OK) return;
      if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > last) throw SQLite::Exception(database_->getHandle(), code);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  SQLite::Statement& prepared(const std::string& sql) {
    auto& statement = statements_[sql];
    if (statement == nullptr) statement = std::make_unique<SQLite::Statement>(*database_, sql);
    statement->reset();
    statement->clearBindings();
    return *statement;
  }

  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() == SQLITE_NOTADB || error.getErrorCode() == SQLITE_CORRUPT)
        throw HistoryError(fmt::format("{}: no history, or a damaged one ({})", path_, error.what()));
      throw HistoryError(fmt::format("{}: {}", path_, error.what()));
    }
  }

  std::string path_;
  std::unique_ptr<SQLite::Database> database_;
  std::map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, bool may_create) {
  std::error_code error;
  if (!may_create && !fs::exists(path, error)) throw HistoryError(path + ": there is no history yet; `ringfence check --record` begins one");
  if (const fs::path folder = fs::path(path).parent_path(); !folder.empty()) fs::create_directories(folder, error);
  if (error) throw HistoryError(fmt::format("{}: its folder cannot be made: {}", path, error.message()));
  return std::make_unique<Sqlite>(path, may_create);
}

}  // namespace ringfence::history
