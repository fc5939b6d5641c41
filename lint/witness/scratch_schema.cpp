#include "lint/witness/scratch_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace ringfence::witness {

namespace {

constexpr std::array<std::string_view, 36> kTypes = {
    "int2",  "int4",     "int8",     "numeric", "float4", "float8",    "text",      "varchar",   "bpchar",
    "name",  "bool",     "uuid",     "json",    "jsonb",  "bytea",     "date",      "timestamp", "timestamptz",
    "time",  "timetz",   "interval", "inet",    "cidr",   "macaddr",   "bit",       "varbit",    "money",
    "point", "tsvector", "tsquery",  "xml",     "oid",    "int4range", "int8range", "tstzrange", "daterange"};

std::string_view element_type(std::string_view type) {
  while (type.ends_with("[]")) type.remove_suffix(2);
  return type;
}

std::string type_name(const std::string& type) {
  const std::string_view element = element_type(type);
  if (is_builtin_type(element)) return type;
  return quoted(element) + type.substr(element.size());
}

bool is_integer(std::string_view type) { return type == "int2" || type == "int4" || type == "int8"; }

// Both databases of a pair run the same statement and have to see the same clock and the same new ids.
std::string default_of(const Table& table, const Column& column) {
  if (!column.has_default || column.generated) return {};
  const bool is_id = column.default_text.empty() || column.default_text.find("nextval") != std::string::npos;
  if (is_integer(column.type) && is_id) return " DEFAULT nextval(" + literal(quoted("ids of " + table.name)) + ")";
  if (column.type == "uuid")
    return " DEFAULT ('00000000-0000-4000-8000-' || lpad(to_hex(nextval(" + literal(quoted("ids of " + table.name)) +
           ")), 12, '0'))::uuid";
  if (column.type == "timestamptz" || column.type == "timestamp" || column.type == "date")
    return " DEFAULT '2026-01-01'";
  return column.default_text.empty() ? std::string() : " DEFAULT " + column.default_text;
}

std::string column_list(const Table& table, const std::vector<int>& columns) {
  std::string list;
  for (const int column : columns)
    list += (list.empty() ? "" : ", ") + quoted(table.columns[static_cast<size_t>(column)].name);
  return list;
}

std::string create_table(const Table& table) {
  std::string text = "CREATE TABLE " + quoted(table.name) + " (";
  bool first = true;
  for (const Column& column : table.columns) {
    text += (first ? "" : ", ") + quoted(column.name) + " " + type_name(column.type);
    if (column.generated) text += " GENERATED ALWAYS AS (" + column.default_text + ") STORED";
    if (column.not_null) text += " NOT NULL";
    first = false;
  }
  return text + ")";
}

void add_keys(const Table& table, std::vector<Definition>& made) {
  for (const UniqueKey& key : table.unique_keys) {
    if (key.over_expressions || key.columns.empty()) continue;
    const std::string columns = column_list(table, key.columns);
    // A constraint's name can stand in ON CONFLICT ON CONSTRAINT.
    const std::string name = key.name.empty() ? "" : "CONSTRAINT " + quoted(key.name) + " ";
    const std::string alter = "ALTER TABLE " + quoted(table.name) + " ADD " + name;
    if (!key.predicate.empty())
      made.push_back(
          {"CREATE UNIQUE INDEX ON " + quoted(table.name) + " (" + columns + ") WHERE " + key.predicate, false});
    else if (key.primary) made.push_back({alter + "PRIMARY KEY (" + columns + ")", false});
    else
      made.push_back(
          {alter + "UNIQUE " + (key.nulls_not_distinct ? "NULLS NOT DISTINCT " : "") + "(" + columns + ")", false});
  }
}

void add_references(const Table& table, const SchemaPart& part, std::vector<Definition>& made) {
  for (const ForeignKey& key : table.foreign_keys)
    if (part.contains(key.target) && key.columns.size() == key.target_columns.size())
      made.push_back({"ALTER TABLE " + quoted(table.name) + " ADD FOREIGN KEY (" + column_list(table, key.columns) +
                          ") REFERENCES " + quoted(key.target->name) + " (" +
                          column_list(*key.target, key.target_columns) + ")",
                      false});
  for (const CheckConstraint& check : table.checks)
    made.push_back({"ALTER TABLE " + quoted(table.name) + " ADD CHECK (" + check.expression + ")", false});
}

void add_views(const Catalog& catalog, std::vector<Definition>& made) {
  for (const auto& view : catalog.views) {
    if (view->definition == nullptr) continue;
    std::string names;
    for (const std::string& name : view->column_names) names += (names.empty() ? " (" : ", ") + quoted(name);
    made.push_back(
        {"CREATE VIEW " + quoted(view->name) + names + (names.empty() ? "" : ")") + " AS " + view->definition->text,
         false});
  }
}

}  // namespace

bool SchemaPart::contains(const Table* table) const {
  return std::find(tables.begin(), tables.end(), table) != tables.end();
}

SchemaPart whole(const Catalog& catalog) {
  SchemaPart part{&catalog, {}};
  for (const auto& table : catalog.tables) part.tables.push_back(table.get());
  return part;
}

SchemaPart part_with(const Catalog& catalog, const std::vector<const Table*>& used) {
  SchemaPart part{&catalog, {}};
  const auto add = [&](const Table* table) {
    if (table != nullptr && !part.contains(table)) part.tables.push_back(table);
  };
  for (const Table* table : used) add(table);
  for (size_t i = 0; i < part.tables.size(); ++i)
    for (const ForeignKey& key : part.tables[i]->foreign_keys) {
      const auto is_set = [&](int column) { return part.tables[i]->columns[static_cast<size_t>(column)].not_null; };
      if (std::all_of(key.columns.begin(), key.columns.end(), is_set)) add(key.target);
    }
  return part;
}

bool is_builtin_type(std::string_view type) {
  return std::find(kTypes.begin(), kTypes.end(), element_type(type)) != kTypes.end();
}

std::string quoted(std::string_view name) {
  std::string made = "\"";
  for (const char c : name) made += c == '"' ? std::string("\"\"") : std::string(1, c);
  return made + "\"";
}

std::string literal(std::string_view text) {
  std::string made = text.find('\\') == std::string_view::npos ? "'" : "E'";
  for (const char c : text) made += c == '\'' ? std::string("''") : c == '\\' ? std::string("\\\\") : std::string(1, c);
  return made + "'";
}

std::vector<Definition> definitions_of(const SchemaPart& part) {
  std::vector<Definition> made;
  std::set<std::string> types;
  for (const Table* table : part.tables)
    for (const Column& column : table->columns)
      if (const std::string type(element_type(column.type)); !is_builtin_type(type) && types.insert(type).second)
        made.push_back({"CREATE DOMAIN " + quoted(type) + " AS text", false});
  for (const Table* table : part.tables) {
    made.push_back({"CREATE SEQUENCE " + quoted("ids of " + table->name) + " START 1000", false});
    made.push_back({create_table(*table), true});
  }
  for (const auto& routine : part.catalog->routines)
    if (routine->definition != nullptr) made.push_back({routine->definition->text, false});
  for (const Table* table : part.tables) {
    for (const Column& column : table->columns)
      if (const std::string value = default_of(*table, column); !value.empty())
        made.push_back(
            {"ALTER TABLE " + quoted(table->name) + " ALTER COLUMN " + quoted(column.name) + " SET" + value, false});
    add_keys(*table, made);
  }
  for (const Table* table : part.tables) add_references(*table, part, made);
  add_views(*part.catalog, made);
  return made;
}

std::vector<const Table*> insertion_order(const SchemaPart& part) {
  std::vector<const Table*> order;
  std::set<const Table*> done;
  const auto is_ready = [&](const Table& table) {
    return std::all_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
      const bool optional = std::any_of(key.columns.begin(), key.columns.end(), [&](int column) {
        return !table.columns[static_cast<size_t>(column)].not_null;
      });
      return optional || !part.contains(key.target) || key.target == &table || done.contains(key.target);
    });
  };
  // Optional references wait for their targets too, where that is possible.
  const auto is_complete = [&](const Table& table) {
    return std::all_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
      return !part.contains(key.target) || key.target == &table || done.contains(key.target);
    });
  };
  const auto take = [&](const auto& accepts) {
    for (const Table* table : part.tables)
      if (!done.contains(table) && accepts(*table)) {
        order.push_back(table);
        done.insert(table);
        return true;
      }
    return false;
  };
  while (take(is_complete) || take(is_ready)) {
  }
  return order;
}

std::string ownership_test(const Table& table, const std::string& alias, const std::vector<std::string>& tenant) {
  const Ownership& ownership = table.ownership;
  if (ownership.owner_class == OwnerClass::kVia && !ownership.parents.empty()) {
    const ForeignKey& key = table.foreign_keys[static_cast<size_t>(ownership.parents[0])];
    const std::string parent = alias + "_p";
    std::string match;
    for (size_t i = 0; i < key.columns.size(); ++i)
      match += (i == 0 ? "" : " AND ") + parent + "." +
               quoted(key.target->columns[static_cast<size_t>(key.target_columns[i])].name) + " = " + alias + "." +
               quoted(table.columns[static_cast<size_t>(key.columns[i])].name);
    return fmt::format("(SELECT {} FROM {} {} WHERE {})", ownership_test(*key.target, parent, tenant),
                       quoted(key.target->name), parent, match);
  }
  if (!table.is_owned()) return "NULL::boolean";
  std::string test;
  for (size_t level = 0; level < ownership.keys.size() && level < tenant.size(); ++level) {
    if (ownership.keys[level] < 0) continue;
    test += (test.empty() ? "" : " AND ") + alias + "." +
            quoted(table.columns[static_cast<size_t>(ownership.keys[level])].name) +
            "::text = " + literal(tenant[level]);
  }
  return test.empty() ? "NULL::boolean" : "(" + test + ")";
}

}  // namespace ringfence::witness
