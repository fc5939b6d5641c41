// The columns of a catalog: what people say of them first, then their names.
#include <fmt/format.h>

#include <algorithm>

#include "lint/columns/lexicon.h"
#include "ringfence/catalog.h"
#include "ringfence/columns.h"
#include "ringfence/policy.h"

namespace ringfence {

namespace {

std::string folded(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return made;
}

// Whether "people.note" or "crm.people.note" means this column.
bool means(std::string_view name, const Table& table, const Column& column) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.substr(dot + 1) != column.name) return false;
  const std::string owner = folded(name.substr(0, dot));
  return owner == folded(table.name) || owner == folded(table.schema + "." + table.name);
}

// What the words of a setting mean, given what the name says: "personal" keeps the category that it has anyway.
DataKind declared(const Setting& setting, const DataKind& by_name) {
  DataKind kind;
  kind.why = fmt::format("[columns] says \"{}\"", setting.value);
  kind.because = setting.at;
  if (setting.value == "none") return kind;
  const bool is_credential = setting.value.starts_with("credential");
  kind.data_class = is_credential ? DataClass::kCredential : DataClass::kPersonal;
  const auto& lexicon = columns::lexicon();
  const std::string_view said = setting.value;
  const size_t dot = said.find('.');
  int index = dot == std::string_view::npos ? -1 : lexicon.find(is_credential ? said : said.substr(dot + 1));
  if (index < 0 && by_name.data_class == kind.data_class) index = lexicon.find(by_name.category);
  if (index < 0) {
    kind.category = is_credential ? "credential" : "personal";
    kind.treatment = is_credential ? Treatment::kReversible : Treatment::kNone;
    return kind;
  }
  kind.category = lexicon.categories[static_cast<size_t>(index)].code;
  kind.treatment = lexicon.categories[static_cast<size_t>(index)].treatment;
  return kind;
}

DataKind classify(const Table& table, const Column& column, const Policy& policy) {
  DataKind kind = classify_name(column.name, column.type, table.name);
  if (kind.is_weak) {
    DataKind none;
    none.why = fmt::format("{}, and '{}' is about nobody", kind.why, table.display_name());
    kind = std::move(none);
  }
  for (const Policy::ColumnSetting& setting : policy.columns)
    if (means(setting.column, table, column)) return declared(setting.value, kind);
  return kind;
}

}  // namespace

const DataKind& ColumnClasses::of(const Table& table, int column) const {
  static const DataKind kNone;
  const auto found = kinds_.find(&table);
  if (found == kinds_.end() || column < 0 || static_cast<size_t>(column) >= found->second.size()) return kNone;
  return found->second[static_cast<size_t>(column)];
}

ColumnClasses classify_columns(const Catalog& catalog, const Policy& policy) {
  ColumnClasses classes;
  for (const auto& table : catalog.tables) {
    std::vector<DataKind>& kinds = classes.kinds_[table.get()];
    for (const Column& column : table->columns) kinds.push_back(classify(*table, column, policy));
  }
  return classes;
}

}  // namespace ringfence
