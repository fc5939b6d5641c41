#include "ringfence/promise.h"

#include "ringfence/catalog.h"
#include "ringfence/lower_case.h"
#include "ringfence/wildcard.h"

namespace ringfence {

namespace {

bool is_named(std::string_view pattern, const std::string& schema, const std::string& name) {
  return wildcard_matches(pattern, pattern.find('.') == std::string_view::npos ? name : schema + "." + name);
}

}  // namespace

bool means_table(const NamePattern& pattern, const Table& table) {
  return is_named(lower_case(pattern.value), lower_case(table.schema), lower_case(table.name));
}

bool means_column(const NamePattern& pattern, const Table& table, int column) {
  const std::string wanted = lower_case(pattern.value);
  const std::string schema = lower_case(table.schema), name = lower_case(table.name);
  if (is_named(wanted, schema, name)) return true;
  const size_t dot = wanted.rfind('.');
  if (dot == std::string::npos) return false;
  return is_named(std::string_view(wanted).substr(0, dot), schema, name) &&
         wildcard_matches(std::string_view(wanted).substr(dot + 1), lower_case(table.columns[static_cast<size_t>(column)].name));
}

bool means_anything(const NamePattern& pattern, const Catalog& catalog) {
  for (const auto& table : catalog.tables) {
    if (means_table(pattern, *table)) return true;
    for (size_t i = 0; i < table->columns.size(); ++i)
      if (means_column(pattern, *table, static_cast<int>(i))) return true;
  }
  return false;
}

}  // namespace ringfence
