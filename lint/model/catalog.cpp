#include "ringfence/catalog.h"

#include <algorithm>

#include "ringfence/wildcard.h"

namespace ringfence {

namespace {

std::string qualified(std::string_view schema, std::string_view name) {
  std::string key(schema);
  key += '.';
  key += name;
  return key;
}

}  // namespace

std::string_view to_string(OwnerClass owner_class) {
  switch (owner_class) {
    case OwnerClass::kUnclassified: return "unclassified";
    case OwnerClass::kRoot: return "root";
    case OwnerClass::kDirect: return "direct";
    case OwnerClass::kVia: return "via";
    case OwnerClass::kMixed: return "mixed";
    case OwnerClass::kShared: return "shared";
    case OwnerClass::kSchema: return "schema";
  }
  return "";
}

int Table::column_index(std::string_view wanted) const {
  for (size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == wanted) return static_cast<int>(i);
  return -1;
}

std::string Table::display_name() const { return schema == "public" || schema.empty() ? name : schema + "." + name; }

void Catalog::index() {
  tables_by_name_.clear();
  views_by_name_.clear();
  routines_by_name_.clear();
  tenant_tables_by_name_.clear();
  for (const auto& table : tables) tables_by_name_.emplace(qualified(table->schema, table->name), table.get());
  for (const std::string& schema : tenant_schemas)
    for (const auto& table : tables)
      if (table->ownership.owner_class == OwnerClass::kSchema && wildcard_matches(schema, table->schema))
        tenant_tables_by_name_.emplace(table->name, table.get());
  for (const auto& view : views) views_by_name_.emplace(qualified(view->schema, view->name), view.get());
  for (const auto& routine : routines) routines_by_name_.emplace(qualified(routine->schema, routine->name), routine.get());
}

const Table* Catalog::find_table(std::string_view schema, std::string_view name) const {
  const auto at = [&](std::string_view in) -> const Table* {
    const auto found = tables_by_name_.find(qualified(in, name));
    return found == tables_by_name_.end() ? nullptr : found->second;
  };
  if (!schema.empty()) {
    const Table* table = at(schema);
    return table == nullptr && is_tenant_schema(schema) ? find_tenant_table(name) : table;
  }
  if (const Table* table = find_tenant_table(name)) return table;
  for (const std::string& path : search_path)
    if (const Table* table = at(path)) return table;
  return nullptr;
}

// The template's, where there is one.
const Table* Catalog::find_tenant_table(std::string_view name) const {
  if (tenant_schemas.empty()) return nullptr;
  const auto found = tenant_tables_by_name_.find(std::string(name));
  return found == tenant_tables_by_name_.end() ? nullptr : found->second;
}

bool Catalog::is_tenant_schema(std::string_view schema) const {
  if (tenant_schemas.empty()) return false;
  if (schema.find(kNameHole) != std::string_view::npos) return true;
  if (schema.starts_with("pg_") || schema == "information_schema") return false;
  const auto is_named = [&](const std::string& one) { return wildcard_matches(one, schema); };
  const auto is_taken_out = [&](const std::string& one) { return one.starts_with("!") && one.substr(1) == schema; };
  return std::any_of(tenant_schemas.begin(), tenant_schemas.end(), is_named) &&
         std::none_of(tenant_schemas.begin(), tenant_schemas.end(), is_taken_out);
}

const Role* Catalog::find_role(std::string_view name) const {
  for (const Role& role : roles)
    if (role.name == name) return &role;
  return nullptr;
}

const View* Catalog::find_view(std::string_view schema, std::string_view name) const {
  const auto at = [&](std::string_view in) -> const View* {
    const auto found = views_by_name_.find(qualified(in, name));
    return found == views_by_name_.end() ? nullptr : found->second;
  };
  // Those of tenants' schemas go first, the template's among them.
  const auto of_tenant = [&]() -> const View* {
    for (const std::string& pattern : tenant_schemas)
      for (const auto& view : views)
        if (view->name == name && wildcard_matches(pattern, view->schema)) return view.get();
    return nullptr;
  };
  if (!schema.empty()) {
    const View* view = at(schema);
    return view == nullptr && is_tenant_schema(schema) ? of_tenant() : view;
  }
  if (const View* view = of_tenant()) return view;
  for (const std::string& path : search_path)
    if (const View* view = at(path)) return view;
  return nullptr;
}

std::vector<const Routine*> Catalog::find_routines(std::string_view schema, std::string_view name) const {
  std::vector<const Routine*> found;
  const auto add = [&](std::string_view in) {
    const auto [begin, end] = routines_by_name_.equal_range(qualified(in, name));
    for (auto at = begin; at != end; ++at) found.push_back(at->second);
  };
  if (!schema.empty()) {
    add(schema);
    return found;
  }
  for (const std::string& path : search_path) add(path);
  for (const auto& routine : routines)
    if (!tenant_schemas.empty() && routine->name == name && is_tenant_schema(routine->schema) &&
        std::find(found.begin(), found.end(), routine.get()) == found.end())
      found.push_back(routine.get());
  return found;
}

}  // namespace ringfence
