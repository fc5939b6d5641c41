// A witness: the smallest database on which a statement shows, or changes, another tenant's row. Found by running the
// statement on a real PostgreSQL.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/sql_text.h"

namespace ringfence {

struct WitnessRow {
  std::string table;
  std::vector<std::pair<std::string, std::string>> values;  ///< Column and value, as PostgreSQL writes it, or "NULL".
  std::string owner;                                        ///< The tenant's key; empty: shared by all.
};

struct Witness {
  std::string tenant;  ///< For whom the statement runs, "1" or "1/2"; "nobody" where the terms are NULL.
  std::vector<std::pair<std::string, std::string>> arguments;  ///< "$1", "@org_id", "app.org_id" and what they are.
  std::vector<WitnessRow> rows;                                ///< All there is, but for `foreign`.
  WitnessRow foreign;                ///< With it and without it the tenant sees a difference; no table: the statement
                                     ///< adds a row for another tenant, whatever is there.
  std::vector<std::string> with;     ///< What only shows with it: rows of the result, or of the database afterwards.
  std::vector<std::string> without;  ///< What only shows without it.
  bool changes_foreign =
      false;            ///< The statement changes another tenant's row: `with` is what it was, `without` what it is.
  std::string summary;  ///< One line: "as tenant 1, this returns (7, b), which row id=7 of deals, tenant 2's, makes".
};

struct WitnessOptions {
  /// Where to run: a libpq connection string or URL of a database without tables of its own; empty: a private server.
  std::string database;
  bool any_database = false;  ///< Also in a database that has tables.
  double seconds = 10;        ///< For one statement.
};

/// Runs statements on databases of its own making; not thread-safe. Nothing of it stays behind.
class WitnessFinder {
 public:
  /// Keeps references. Throws std::runtime_error that says what is missing (a server, a scratch database).
  WitnessFinder(const Catalog& catalog, const Policy& policy, WitnessOptions options);
  ~WitnessFinder();

  /// `facts`: of this one statement. Where there is no witness, `why_not` says why in one line.
  std::optional<Witness> find(const SqlText& statement, const Facts& facts, std::string& why_not);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// For people: the summary, then the rows.
std::string witness_text(const Witness& witness);

}  // namespace ringfence
