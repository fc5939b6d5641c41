#include "ringfence/history.h"

#include "lint/history/database.h"
#include "lint/history/migrate.h"
#include "lint/history/read.h"
#include "lint/history/record.h"

namespace ringfence {

using namespace history;

namespace {

class StoredHistory : public History {
 public:
  StoredHistory(std::unique_ptr<Database> database, const std::string& shown) : database_(std::move(database)) { migrate(*database_, shown); }

  int64_t record(const RunRecord& run, const Recognise& recognise) override {
    Transaction writing(*database_, Database::Mode::kWrite);
    const int64_t id = record_run(*database_, run, recognise);
    writing.commit();
    return id;
  }

  HistorySlice read(const std::string& project, const std::string& branch, const std::string& from, const std::string& to) override {
    Transaction reading(*database_, Database::Mode::kRead);
    const auto series = find_series(*database_, project, branch);
    return series ? read_slice(*database_, *series, from, to) : HistorySlice();
  }

  std::vector<std::string> branches(const std::string& project) override {
    Transaction reading(*database_, Database::Mode::kRead);
    std::vector<std::string> names;
    for (const Row& row : database_->query(
             "SELECT s.branch FROM series s JOIN runs r ON r.series = s.id WHERE s.project = $1 GROUP BY s.branch ORDER BY max(r.id) DESC", {project}))
      names.push_back(text(row[0]));
    return names;
  }

 private:
  std::unique_ptr<Database> database_;
};

}  // namespace

std::string RunSummary::made_with() const {
  std::string made = tool + " " + knowledge + " " + policy;
  for (const RecordedPack& pack : packs) made += " " + pack.name + " " + pack.digest;
  return made;
}

std::unique_ptr<History> open_history(const std::string& where, bool may_create) {
  const bool is_server = where.starts_with("postgres://") || where.starts_with("postgresql://");
  return std::make_unique<StoredHistory>(is_server ? open_postgres(where) : open_sqlite(where, may_create), shown_history(where));
}

}  // namespace ringfence
