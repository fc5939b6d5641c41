#include <fmt/format.h>
#include <libpq-fe.h>

#include <pqxx/pqxx>

#include "lint/history/database.h"
#include "ringfence/history.h"

namespace ringfence::history {

namespace {

// Any number that nobody else is likely to lock.
constexpr long long kLock = 7'246'118'035'551'901;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

Options parse(const std::string& url) {
  char* problem = nullptr;
  Options options(PQconninfoParse(url.c_str(), &problem));
  PQfreemem(problem);
  return options;
}

std::string option(const Options& options, std::string_view keyword) {
  for (const PQconninfoOption* one = options.get(); one != nullptr && one->keyword != nullptr; ++one)
    if (keyword == one->keyword && one->val != nullptr) return one->val;
  return {};
}

std::string one_line(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, "; ");
  return text;
}

class Postgres : public Database {
 public:
  explicit Postgres(const std::string& url) : shown_(shown_history(url)) {
    const Options options = parse(url);
    if (options == nullptr) throw HistoryError("the history's URL cannot be read: postgresql://host/database");
    password_ = option(options, "password");
    guarded([&] { connection_ = std::make_unique<pqxx::connection>(url); });
  }

  // Writers wait for each other at one lock, which ends with the transaction, however that ends.
  void begin(Mode mode) override {
    guarded([&] {
      if (mode == Mode::kRead) work_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(*connection_);
      else work_ = std::make_unique<pqxx::work>(*connection_);
      if (mode == Mode::kWrite) work_->exec(fmt::format("SET LOCAL lock_timeout TO '60s'; SELECT pg_advisory_xact_lock({})", kLock));
      work_->exec("SET LOCAL search_path TO ringfence");
    });
  }
  void commit() override {
    guarded([&] { work_->commit(); });
    work_.reset();
  }
  void rollback() noexcept override { work_.reset(); }

  std::vector<Row> query(const std::string& sql, const Row& values) override {
    std::vector<Row> rows;
    guarded([&] {
      std::vector<const char*> given;
      for (const Value& value : values) given.push_back(value ? value->c_str() : nullptr);
      const pqxx::result result = work_->exec_params(sql, pqxx::prepare::make_dynamic_params(given));
      for (const auto& one : result) {
        Row& row = rows.emplace_back();
        for (const auto& value : one) row.push_back(value.is_null() ? Value() : Value(value.c_str()));
      }
    });
    return rows;
  }

  void script(const std::string& sql) override {
    guarded([&] {
      if (work_->exec("SELECT 1 FROM pg_namespace WHERE nspname = 'ringfence'").empty()) work_->exec("CREATE SCHEMA ringfence");
      work_->exec(sql);
    });
  }

  bool has_table(const std::string& name) override {
    return !query("SELECT 1 FROM pg_tables WHERE schemaname = 'ringfence' AND tablename = $1", {name}).empty();
  }

 private:
  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (const pqxx::pqxx_exception& error) {
      std::string text = one_line(error.base().what());
      for (size_t at = text.find(password_); !password_.empty() && at != std::string::npos; at = text.find(password_, at + 3))
        text.replace(at, password_.size(), "***");
      throw HistoryError(shown_ + ": " + text);
    }
  }

  std::string shown_;
  std::string password_;
  std::unique_ptr<pqxx::connection> connection_;
  std::unique_ptr<pqxx::transaction_base> work_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& url) { return std::make_unique<Postgres>(url); }

}  // namespace ringfence::history

namespace ringfence {

std::string shown_history(const std::string& where) {
  if (!where.starts_with("postgres://") && !where.starts_with("postgresql://")) return where;
  const auto options = history::parse(where);
  const std::string host = history::option(options, "host");
  const std::string port = history::option(options, "port");
  return fmt::format("postgresql://{}{}/{}", host.starts_with("/") ? "" : host, port.empty() || port == "5432" ? "" : ":" + port,
                     history::option(options, "dbname"));
}

}  // namespace ringfence
