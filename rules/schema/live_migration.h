// What the rules about tables have in common: names in SQL, and statements that change a table which is in use.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ringfence/rule.h"

namespace ringfence::schema {

inline std::string named(const Table& table) { return "'" + table.display_name() + "'"; }

/// In double quotes where it has to be.
inline std::string identifier(std::string_view name) {
  static const std::set<std::string_view> kReserved = {
      "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "binary", "both", "case",
      "cast", "check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date",
      "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct",
      "do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike", "in",
      "initially", "inner", "intersect", "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime",
      "localtimestamp", "natural", "not", "notnull", "null", "offset", "on", "only", "or", "order", "outer", "overlaps", "placing", "primary",
      "references", "returning", "right", "select", "session_user", "similar", "some", "symmetric", "system_user", "table", "tablesample",
      "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose", "when", "where", "window", "with"};
  const bool plain = !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == name.npos &&
                     (name[0] < '0' || name[0] > '9') && !kReserved.contains(name);
  if (plain) return std::string(name);
  std::string made = "\"";
  for (const char c : name) made += c == '"' ? "\"\"" : std::string(1, c);
  return made + "\"";
}

inline std::string in_schema(const std::string& schema, const std::string& name) {
  return schema == "public" || schema.empty() ? identifier(name) : identifier(schema) + "." + identifier(name);
}
inline std::string table_name(const Table& table) { return in_schema(table.schema, table.name); }

inline std::string column_list(const Table& table, const std::vector<int>& columns) {
  std::string list;
  for (const int column : columns)
    list += (list.empty() ? "" : ", ") + identifier(table.columns[static_cast<size_t>(column)].name);
  return list;
}

/// The same for people: "(org_id, name)".
inline std::string shown_columns(const Table& table, const std::vector<int>& columns) {
  std::string list;
  for (const int column : columns) list += (list.empty() ? "" : ", ") + table.columns[static_cast<size_t>(column)].name;
  return "(" + list + ")";
}

inline bool contains(const std::vector<int>& columns, int column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// The columns that hold the tenant, one a level that the table has.
inline std::vector<int> tenant_keys(const Table& table) {
  std::vector<int> keys;
  for (const int key : table.ownership.keys)
    if (key >= 0) keys.push_back(key);
  return keys;
}

/// A table that its migration speaks of. Partitions are as their parent is; a foreign table has no constraints of its own.
inline bool is_own_table(const Table& table) {
  return table.kind == Table::Kind::kTable || table.kind == Table::Kind::kPartitioned;
}

/// Neither CONCURRENTLY nor NOT VALID foreign keys work on partitioned tables.
inline bool can_change_live(const Table& table) { return table.kind == Table::Kind::kTable; }

/// A name of at most 63 bytes that nothing in the table's schema has: "deals_org_id_id_key".
inline std::string fresh_name(const Catalog& catalog, const Table& table, const std::vector<int>& columns, const std::string& suffix) {
  std::string stem = table.name;
  for (const int column : columns) stem += "_" + table.columns[static_cast<size_t>(column)].name;
  const auto taken = [&](const std::string& name) {
    const auto has = [&](const auto& all) { return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; }); };
    return std::any_of(catalog.tables.begin(), catalog.tables.end(), [&](const auto& one) {
      return one->schema == table.schema && (one->name == name || has(one->unique_keys) || has(one->indexes) ||
                                             (one.get() == &table && (has(one->foreign_keys) || has(one->checks))));
    });
  };
  for (int number = 0;; ++number) {
    const std::string tail = "_" + suffix + (number == 0 ? "" : std::to_string(number));
    const std::string name = stem.substr(0, 63 - tail.size()) + tail;
    if (!taken(name)) return name;
  }
}

/// A whole, immediate key over plain columns: what a foreign key may refer to.
inline bool is_referable(const UniqueKey& key) { return key.predicate.empty() && !key.over_expressions && !key.deferrable; }

inline bool same_set(std::vector<int> a, std::vector<int> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

/// Builds a unique constraint without blocking writes; `name` has to be fresh.
inline void add_unique(const Table& table, const std::vector<int>& columns, const std::string& name, std::vector<std::string>& statements) {
  statements.push_back("CREATE UNIQUE INDEX CONCURRENTLY " + identifier(name) + " ON " + table_name(table) + " (" + column_list(table, columns) + ")");
  statements.push_back("ALTER TABLE " + table_name(table) + " ADD CONSTRAINT " + identifier(name) + " UNIQUE USING INDEX " + identifier(name));
}

}  // namespace ringfence::schema
