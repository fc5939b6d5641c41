#include "lint/history/migrate.h"

#include <fmt/format.h>

#include <iterator>

#include "ringfence/history.h"

namespace ringfence::history {

namespace {

// The step at index n leads from version n to n + 1.
constexpr const char* kSteps[] = {
#include "migration_texts.inc"
};

int version_of(Database& database) {
  if (!database.has_table("schema_version")) return 0;
  return static_cast<int>(number(database.query("SELECT max(version) FROM schema_version").at(0).at(0)));
}

void refuse_newer(int version, const std::string& shown) {
  if (version > newest_version())
    throw HistoryError(fmt::format("{}: written by a newer ringfence (version {} of its tables; this one knows {})", shown, version, newest_version()));
}

}  // namespace

int newest_version() { return static_cast<int>(std::size(kSteps)); }

void migrate(Database& database, const std::string& shown) {
  {
    Transaction looking(database, Database::Mode::kRead);
    const int version = version_of(database);
    refuse_newer(version, shown);
    if (version == newest_version()) return;
  }
  // Asked again: somebody else may have done it while this one waited.
  Transaction changing(database, Database::Mode::kWrite);
  int version = version_of(database);
  refuse_newer(version, shown);
  if (version == 0 && !database.has_table("schema_version")) database.script("CREATE TABLE schema_version (version integer PRIMARY KEY)");
  for (; version < newest_version(); ++version) {
    database.script(kSteps[version]);
    database.query("INSERT INTO schema_version (version) VALUES ($1)", {std::to_string(version + 1)});
  }
  changing.commit();
}

}  // namespace ringfence::history
