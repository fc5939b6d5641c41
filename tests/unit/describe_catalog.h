// The catalog in one-line texts, for tests to compare.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ringfence/sql_front_end.h"

namespace ringfence {

inline std::unique_ptr<Catalog> catalog_of(std::string ddl) {
  static std::vector<SourcePtr> kept;  // Places point into sources.
  kept.push_back(std::make_shared<Source>("schema.sql", std::move(ddl)));
  return read_schema({kept.back()}).catalog;
}

inline std::string list_of(const std::vector<std::string>& parts, const char* between = ", ") {
  std::string list;
  for (const std::string& part : parts) list += (list.empty() ? "" : between) + part;
  return list;
}

inline std::string names(const Table& table, const std::vector<int>& columns) {
  std::vector<std::string> parts;
  for (const int column : columns) parts.push_back(column < 0 ? "?" : table.columns[static_cast<size_t>(column)].name);
  return list_of(parts, ",");
}

/// "id int4 !, note text =": `!` is NOT NULL, `=` has a default, `#` identity, `~` generated.
inline std::string columns_of(const Table& table) {
  std::vector<std::string> parts;
  for (const Column& column : table.columns)
    parts.push_back(column.name + " " + column.type + (column.not_null ? " !" : "") + (column.has_default ? " =" : "") +
                    (column.identity ? " #" : "") + (column.generated ? " ~" : ""));
  return list_of(parts);
}

/// "t_pkey! (id), i index (a,b) partial": `!` is the primary key.
inline std::string keys_of(const Table& table) {
  std::vector<std::string> parts;
  for (const UniqueKey& key : table.unique_keys)
    parts.push_back(key.name + (key.primary ? "!" : "") + (key.is_constraint ? "" : " index") + " (" +
                    names(table, key.columns) + ")" + (key.nulls_not_distinct ? " nulls" : "") +
                    (key.deferrable ? " deferrable" : "") + (key.over_expressions ? " over expressions" : "") +
                    (key.predicate.empty() ? "" : " partial"));
  return list_of(parts);
}

inline std::string references_of(const Table& table) {
  std::vector<std::string> parts;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* target = key.target;
    parts.push_back(
        key.name + " (" + names(table, key.columns) + ") -> " +
        (target == nullptr ? "?" : target->display_name() + " (" + names(*target, key.target_columns) + ")") +
        (key.match_full ? " full" : "") + (key.not_valid ? " not valid" : ""));
  }
  return list_of(parts);
}

inline std::string checks_of(const Table& table) {
  std::vector<std::string> parts;
  for (const CheckConstraint& check : table.checks)
    parts.push_back(check.name + " (" + names(table, check.columns) + ")");
  return list_of(parts);
}

inline std::string relations_of(const Catalog& catalog) {
  std::vector<std::string> parts;
  for (const auto& table : catalog.tables) parts.push_back(table->schema + "." + table->name);
  for (const auto& view : catalog.views)
    parts.push_back((view->materialized       ? "materialized "
                     : view->security_invoker ? "invoker "
                                              : "view ") +
                    view->schema + "." + view->name);
  return list_of(parts);
}

}  // namespace ringfence
