// The catalog as DDL again, for a schema of a scratch database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/catalog.h"

namespace ringfence::witness {

/// The tables that an experiment needs, of a catalog that outlives it.
struct SchemaPart {
  const Catalog* catalog = nullptr;
  std::vector<const Table*> tables;

  bool contains(const Table* table) const;
};

SchemaPart whole(const Catalog& catalog);
/// `used` and what their rows cannot be without: the tables that NOT NULL foreign keys lead to.
SchemaPart part_with(const Catalog& catalog, const std::vector<const Table*>& used);

/// One statement of DDL and whether the schema is of use without it.
struct Definition {
  std::string text;
  bool required = false;  ///< Tables. The rest (checks, views, functions, …) may fail: they need what we do not have.
};

/// An identifier as SQL wants it.
std::string quoted(std::string_view name);
/// A text literal.
std::string literal(std::string_view text);

/// Everything of `part` that statements can see, unqualified, and all views and routines: it lands in the first schema
/// of the search path. Types that PostgreSQL does not bring become domains over text. Defaults are repeatable: ids
/// count from a sequence, times stand still.
std::vector<Definition> definitions_of(const SchemaPart& part);

/// Tables in an order in which rows can be inserted: what a NOT NULL foreign key refers to comes first.
std::vector<const Table*> insertion_order(const SchemaPart& part);

/// Whether PostgreSQL itself brings this (canonical) type.
bool is_builtin_type(std::string_view type);

/// SQL expression, over a row called `alias`, of "the row belongs to the tenant": $1 is the tenant's first level, $2
/// the second, …; NULL for rows that are shared.
std::string ownership_test(const Table& table, const std::string& alias, const std::vector<std::string>& tenant);

}  // namespace ringfence::witness
