// What the policy says about columns, held against the schema and the categories.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "lint/columns/lexicon.h"
#include "ringfence/catalog.h"
#include "ringfence/columns.h"
#include "ringfence/policy.h"
#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

bool same(std::string_view a, std::string_view b) {
  const auto equal = [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), equal);
}

std::string did_you_mean(const std::string& near, const std::string& otherwise) {
  return near.empty() ? otherwise : fmt::format("did you mean '{}'?", near);
}

// A category, or the front of several: "contact" of "contact.email".
bool is_category(std::string_view word) {
  const std::vector<std::string>& all = data_categories();
  return word == "personal" || word == "credential" || std::any_of(all.begin(), all.end(), [&](const std::string& one) {
    return one == word || (one.starts_with(word) && one[word.size()] == '.');
  });
}

std::optional<PolicyMistake> wrong_category(std::string_view word, Place at) {
  if (is_category(word)) return std::nullopt;
  return PolicyMistake{at, fmt::format("no category is called '{}'", word),
                       did_you_mean(nearest_name(word, data_categories()), "`ringfence knowledge --list` names the categories")};
}

std::optional<PolicyMistake> wrong_column(const Policy::ColumnSetting& setting, const Catalog& catalog) {
  const size_t dot = setting.column.rfind('.');
  const std::string owner = setting.column.substr(0, dot), name = setting.column.substr(dot + 1);
  std::vector<std::string> tables, columns;
  bool is_table = false;
  for (const auto& table : catalog.tables) {
    tables.push_back(table->display_name());
    if (!same(table->name, owner) && !same(table->schema + "." + table->name, owner)) continue;
    is_table = true;
    if (table->column_index(name) >= 0) return std::nullopt;
    for (const Column& column : table->columns) columns.push_back(column.name);
  }
  if (!is_table)
    return PolicyMistake{setting.at, fmt::format("the schema has no table '{}'", owner), did_you_mean(nearest_name(owner, tables), "`ringfence catalog` lists the tables")};
  return PolicyMistake{setting.at, fmt::format("table '{}' has no column '{}'", owner, name),
                       did_you_mean(nearest_name(name, columns), fmt::format("`ringfence catalog --table {}` shows its columns", owner))};
}

}  // namespace

std::vector<PolicyMistake> check_columns(const Policy& policy, const Catalog& catalog) {
  std::vector<PolicyMistake> mistakes;
  const auto add = [&](std::optional<PolicyMistake> mistake) {
    if (mistake) mistakes.push_back(std::move(*mistake));
  };
  for (const Policy::ColumnSetting& setting : policy.columns) {
    if (!catalog.tables.empty()) add(wrong_column(setting, catalog));
    const std::string_view value = setting.value.value;
    const bool is_personal = value.starts_with("personal.");
    if (is_personal) add(wrong_category(value.substr(std::string_view("personal.").size()), setting.value.at));
    if (value.starts_with("credential.")) add(wrong_category(value, setting.value.at));
  }
  for (const Policy::Allowance& one : policy.personal.allow)
    if (one.category != "*") add(wrong_category(one.category, one.at));
  for (const Policy::Recipient& recipient : policy.recipients)
    for (const Setting& category : recipient.categories) add(wrong_category(category.value, category.at));
  return mistakes;
}

}  // namespace ringfence
