// Collects drift; one file a kind of object.
#pragma once

#include <string>
#include <vector>

#include "ringfence/drift.h"

namespace ringfence::drift {

class Differences {
 public:
  void missing(std::string object, Place at, bool guards) { add(SchemaDrift::Kind::kMissing, std::move(object), at, guards); }
  void extra(std::string object, Place at, bool guards) { add(SchemaDrift::Kind::kExtra, std::move(object), at, guards); }
  void different(std::string object, std::string in_migrations, std::string in_database, Place at, Place other_at, bool guards) {
    found_.push_back({SchemaDrift::Kind::kDifferent, guards, std::move(object), std::move(in_migrations), std::move(in_database), at, other_at});
  }
  std::vector<SchemaDrift> take() { return std::move(found_); }

 private:
  void add(SchemaDrift::Kind kind, std::string object, Place at, bool guards) { found_.push_back({kind, guards, std::move(object), {}, {}, at, {}}); }

  std::vector<SchemaDrift> found_;
};

/// The same table in both.
struct TablePair {
  const Catalog& migrations;
  const Table& made;
  const Catalog& database;
  const Table& found;
};

void compare_columns(const TablePair& pair, Differences& differences);
void compare_keys(const TablePair& pair, Differences& differences);
void compare_row_security(const TablePair& pair, Differences& differences);
void compare_grants(const std::string& object, const std::vector<Grant>& made, const std::vector<Grant>& found, Place found_at, const std::string& owner, Differences& differences);
void compare_views(const Catalog& migrations, const Catalog& database, Differences& differences);
void compare_routines(const Catalog& migrations, const Catalog& database, Differences& differences);
void compare_triggers(const Catalog& migrations, const Catalog& database, Differences& differences);

/// Whether migrations make anything in that schema; what lies elsewhere is somebody else's.
bool is_known_schema(const Catalog& migrations, const std::string& schema);

}  // namespace ringfence::drift
