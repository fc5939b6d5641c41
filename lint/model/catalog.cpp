#include "ringfence/catalog.h"

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
  for (const auto& table : tables) tables_by_name_.emplace(qualified(table->schema, table->name), table.get());
  for (const auto& view : views) views_by_name_.emplace(qualified(view->schema, view->name), view.get());
  for (const auto& routine : routines) routines_by_name_.emplace(qualified(routine->schema, routine->name), routine.get());
}

const Table* Catalog::find_table(std::string_view schema, std::string_view name) const {
  const auto at = [&](std::string_view in) -> const Table* {
    const auto found = tables_by_name_.find(qualified(in, name));
    return found == tables_by_name_.end() ? nullptr : found->second;
  };
  if (!schema.empty()) return at(schema);
  for (const std::string& path : search_path)
    if (const Table* table = at(path)) return table;
  return nullptr;
}

const View* Catalog::find_view(std::string_view schema, std::string_view name) const {
  const auto at = [&](std::string_view in) -> const View* {
    const auto found = views_by_name_.find(qualified(in, name));
    return found == views_by_name_.end() ? nullptr : found->second;
  };
  if (!schema.empty()) return at(schema);
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
  return found;
}

}  // namespace ringfence
