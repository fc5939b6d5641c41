// Reports unique keys over business columns of owned tables that do not hold the tenant key.
#include <set>

#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

// Words in the names of columns that hold what nobody guesses.
bool is_unguessable(const std::string& name) {
  static const std::set<std::string> kWords = {"token", "hash", "secret", "digest", "nonce", "uuid", "guid", "fingerprint", "checksum", "signature", "sha256"};
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end = std::min(name.find('_', begin), name.size());
    if (kWords.contains(name.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

// A value that the database makes, that names a row of one tenant, or that cannot be guessed: it collides with nobody's.
bool is_no_business_value(const Table& table, int index) {
  const Column& column = table.columns[static_cast<size_t>(index)];
  const std::string& made = column.default_text;
  const bool is_number = column.type == "int8" || column.type == "int4";
  if (is_number && (column.name.ends_with("_id") || column.name.ends_with("Id"))) return true;
  if (column.surrogate || column.identity || column.implied_target != nullptr || column.type == "uuid" || is_unguessable(column.name)) return true;
  if (made.find("nextval") != made.npos || made.find("random") != made.npos || made.find("uuid") != made.npos) return true;
  for (const ForeignKey& key : table.foreign_keys)
    for (size_t i = 0; i < key.columns.size(); ++i) {
      if (key.columns[i] != index || key.target == nullptr) continue;
      if (key.target->is_owned()) return true;
      const int theirs = i < key.target_columns.size() ? key.target_columns[i] : -1;
      const std::string type = theirs < 0 ? std::string() : key.target->columns[static_cast<size_t>(theirs)].type;
      if (type == "int8" || type == "int4" || type == "uuid") return true;
    }
  return false;
}

std::vector<int> members(const UniqueKey& key) {
  std::vector<int> columns = key.columns;
  if (key.over_expressions && key.predicate.empty()) columns.insert(columns.end(), key.also_reads.begin(), key.also_reads.end());
  return columns;
}

bool is_global(const Table& table, const UniqueKey& key) {
  const std::vector<int> columns = members(key);
  const std::vector<int> tenant = schema::tenant_keys(table);
  return !columns.empty() && std::none_of(columns.begin(), columns.end(), [&](int column) {
    return schema::contains(tenant, column) || is_no_business_value(table, column);
  });
}

bool is_referenced(const Catalog& catalog, const Table& table, const UniqueKey& key) {
  return std::any_of(catalog.tables.begin(), catalog.tables.end(), [&](const auto& one) {
    return std::any_of(one->foreign_keys.begin(), one->foreign_keys.end(),
                       [&](const ForeignKey& other) { return other.target == &table && schema::same_set(other.target_columns, key.columns); });
  });
}

std::vector<std::string> key_with_tenant(const Catalog& catalog, const Table& table, const UniqueKey& key) {
  if (key.primary || key.deferrable || key.over_expressions || table.ownership.owner_class != OwnerClass::kDirect) return {};
  if (!schema::can_change_live(table) || is_referenced(catalog, table, key)) return {};
  std::vector<int> columns = schema::tenant_keys(table);
  columns.insert(columns.end(), key.columns.begin(), key.columns.end());
  const std::string name = schema::identifier(schema::fresh_name(catalog, table, columns, key.is_constraint ? "key" : "idx"));
  const std::string on = "ALTER TABLE " + schema::table_name(table);
  std::vector<std::string> statements = {"CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + schema::table_name(table) + " (" +
                                         schema::column_list(table, columns) + ")" + (key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "") +
                                         (key.predicate.empty() ? "" : " WHERE " + key.predicate)};
  if (key.is_constraint) {
    statements.push_back(on + " ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name);
    statements.push_back(on + " DROP CONSTRAINT " + schema::identifier(key.name));
  } else {
    statements.push_back("DROP INDEX CONCURRENTLY " + schema::in_schema(table.schema, key.name));
  }
  return statements;
}

}  // namespace

void schema_global_unique(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  for (const auto& table : facts.catalog->tables) {
    if (!table->is_owned() || table->ownership.owner_class == OwnerClass::kRoot || !schema::is_own_table(*table)) continue;
    for (const UniqueKey& key : table->unique_keys) {
      if (!is_global(*table, key)) continue;
      const std::string columns = schema::shown_columns(*table, members(key));
      const bool has_key = !schema::tenant_keys(*table).empty();
      findings.add(key.declared_at, columns + " of " + schema::named(*table) + " is unique among all tenants: one's value collides with another's, and tells that it exists")
          .about(table.get()).subject(table->display_name() + "/" + key.name)
          .because(table->ownership.because, table->display_name() + ": " + table->ownership.why)
          .advise(has_key ? "make it unique together with the tenant key" : "carry the tenant key in " + table->display_name() + " and make it unique together with it")
          .migrate(key_with_tenant(*facts.catalog, *table, key));
    }
  }
}

}  // namespace ringfence
