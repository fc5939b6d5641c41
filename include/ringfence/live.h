// A running PostgreSQL as a project reads it: the catalog as the DDL that would make it, and what the server has run.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "ringfence/source.h"

namespace ringfence {

/// How often a statement ran, as pg_stat_statements counts.
struct StatementUse {
  long long calls = 0;
  long long rows = 0;
  double milliseconds = 0;  ///< Of execution, all calls together.
};

struct LiveDatabase {
  std::string name;                ///< "postgres://db.example.com/crm": no user, no password.
  /// DDL, one source an object ("postgres://db.example.com/crm/public.deals"), in an order in which it could be run.
  std::vector<SourcePtr> schema;
  std::vector<SourcePtr> statements;            ///< Normalised texts, most used first, one a source.
  std::map<const Source*, StatementUse> use;    ///< Of each of `statements`.
  std::vector<std::string> roles;               ///< All there are.
  std::vector<std::string> warnings;            ///< What could not be seen, one line each.
};

/// What went wrong in one line, without any password.
struct LiveError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads the catalog in one read-only transaction that holds no lock for longer than a query of it. `connection`: a URL or
/// words as libpq takes them, with the rest from its usual places (environment, service file, password file).
/// `app_roles`: whose statements count, and whose search path holds; empty: everybody's. Throws LiveError.
LiveDatabase read_database(const std::string& connection, const std::vector<std::string>& app_roles);

}  // namespace ringfence
