// Tables, columns and keys; and which of the others compares what.
#include "ringfence/drift.h"

#include <algorithm>
#include <array>

#include "lint/drift/differences.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace drift {

namespace {

// Migration tools keep books in tables of their own.
bool is_book_of_migrations(const Table& table) {
  constexpr auto kNames = std::to_array<std::string_view>({"schema_migrations", "schema_version", "goose_db_version", "gorp_migrations", "flyway_schema_history", "_prisma_migrations",
                                                           "atlas_schema_revisions", "databasechangelog", "databasechangeloglock", "alembic_version", "_sqlx_migrations",
                                                           "migrations", "knex_migrations", "knex_migrations_lock", "ar_internal_metadata", "django_migrations"});
  return std::find(kNames.begin(), kNames.end(), table.name) != kNames.end();
}

std::vector<std::string> names(const Table& table, const std::vector<int>& columns) {
  std::vector<std::string> made;
  for (const int column : columns) made.push_back(column < 0 ? "?" : table.columns[static_cast<size_t>(column)].name);
  return made;
}

std::string shown(const Table& table, const std::vector<int>& columns) {
  std::string list;
  for (const std::string& name : names(table, columns)) list += (list.empty() ? "" : ", ") + name;
  return "(" + list + ")";
}

// A key is found again by what it says, since most names are PostgreSQL's own.
template <class Key, class Same>
bool has(const std::vector<Key>& keys, const Same& same) {
  return std::any_of(keys.begin(), keys.end(), same);
}

void compare_unique_keys(const TablePair& pair, Differences& differences) {
  for (const UniqueKey& key : pair.made.unique_keys) {
    const auto same = [&](const UniqueKey& other) {
      if (key.over_expressions || other.over_expressions || !key.predicate.empty() || !other.predicate.empty()) return key.name == other.name;
      auto ours = names(pair.made, key.columns), theirs = names(pair.found, other.columns);
      std::sort(ours.begin(), ours.end());
      std::sort(theirs.begin(), theirs.end());
      return ours == theirs;
    };
    if (!has(pair.found.unique_keys, same))
      differences.missing((key.primary ? "the primary key " : "the unique key ") + shown(pair.made, key.columns) + " of '" + pair.made.display_name() + "'", key.declared_at, true);
  }
}

void compare_foreign_keys(const TablePair& pair, Differences& differences) {
  for (const ForeignKey& key : pair.made.foreign_keys) {
    if (key.target == nullptr) continue;
    const ForeignKey* twin = nullptr;
    for (const ForeignKey& other : pair.found.foreign_keys)
      if (other.target != nullptr && other.target->display_name() == key.target->display_name() && names(pair.made, key.columns) == names(pair.found, other.columns) &&
          names(*key.target, key.target_columns) == names(*other.target, other.target_columns))
        twin = &other;
    const std::string object = "the foreign key " + shown(pair.made, key.columns) + " of '" + pair.made.display_name() + "' to '" + key.target->display_name() + "'";
    if (twin == nullptr) differences.missing(object, key.declared_at, true);
    else if (twin->not_valid && !key.not_valid) differences.different(object, "valid", "NOT VALID", key.declared_at, twin->declared_at, true);
  }
}

void compare_checks(const TablePair& pair, Differences& differences) {
  for (const CheckConstraint& check : pair.made.checks) {
    const std::string ours = normal_expression(check.expression, pair.migrations, pair.made);
    if (ours.empty()) continue;
    const auto same = [&](const CheckConstraint& other) { return normal_expression(other.expression, pair.database, pair.found) == ours; };
    if (has(pair.found.checks, same)) continue;
    const auto named = std::find_if(pair.found.checks.begin(), pair.found.checks.end(), [&](const CheckConstraint& other) { return other.name == check.name; });
    const std::string object = "the check '" + check.name + "' of '" + pair.made.display_name() + "'";
    if (named == pair.found.checks.end()) differences.missing(object, check.declared_at, true);
    else differences.different(object, check.expression, named->expression, check.declared_at, named->declared_at, true);
  }
}

}  // namespace

void compare_columns(const TablePair& pair, Differences& differences) {
  const std::string of = " of '" + pair.made.display_name() + "'";
  for (const Column& column : pair.made.columns) {
    const int index = pair.found.column_index(column.name);
    const std::string object = "column '" + column.name + "'" + of;
    if (index < 0) {
      differences.missing(object, column.declared_at, false);
      continue;
    }
    const Column& other = pair.found.columns[static_cast<size_t>(index)];
    if (column.not_null != other.not_null) differences.different(object, column.not_null ? "NOT NULL" : "may be NULL", other.not_null ? "NOT NULL" : "may be NULL", column.declared_at, other.declared_at, column.not_null);
    if (!column.type.empty() && !other.type.empty() && column.type != other.type) differences.different(object, column.type, other.type, column.declared_at, other.declared_at, false);
  }
  for (const Column& column : pair.found.columns)
    if (pair.made.column_index(column.name) < 0) differences.extra("column '" + column.name + "'" + of, column.declared_at, false);
}

void compare_keys(const TablePair& pair, Differences& differences) {
  compare_unique_keys(pair, differences);
  compare_foreign_keys(pair, differences);
  compare_checks(pair, differences);
}

bool is_known_schema(const Catalog& migrations, const std::string& schema) {
  const auto in = [&](const auto& all) { return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one->schema == schema; }); };
  return in(migrations.tables) || in(migrations.views) || in(migrations.routines);
}

namespace {

void compare_tables(const Catalog& migrations, const Catalog& database, Differences& differences) {
  for (const auto& table : migrations.tables) {
    if (table->kind == Table::Kind::kTemporary) continue;
    const Table* found = database.find_table(table->schema, table->name);
    if (found == nullptr) {
      differences.missing("table '" + table->display_name() + "'", table->declared_at, false);
      continue;
    }
    const TablePair pair{migrations, *table, database, *found};
    compare_columns(pair, differences);
    compare_keys(pair, differences);
    compare_row_security(pair, differences);
    compare_grants("'" + table->display_name() + "'", table->grants, found->grants, found->declared_at, found->owner_role, differences);
  }
  for (const auto& table : database.tables) {
    // Jobs make partitions as time goes by.
    const bool expected = table->kind == Table::Kind::kPartition || is_book_of_migrations(*table) || !is_known_schema(migrations, table->schema);
    if (!expected && migrations.find_table(table->schema, table->name) == nullptr) differences.extra("table '" + table->display_name() + "'", table->declared_at, false);
  }
}

}  // namespace

}  // namespace drift

std::vector<SchemaDrift> compare_schemas(const Catalog& migrations, const Catalog& database) {
  drift::Differences differences;
  drift::compare_tables(migrations, database, differences);
  drift::compare_views(migrations, database, differences);
  drift::compare_routines(migrations, database, differences);
  drift::compare_triggers(migrations, database, differences);
  return differences.take();
}

}  // namespace ringfence
