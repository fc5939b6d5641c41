#include "lint/lifecycle/promises.h"

#include <algorithm>

namespace ringfence::lifecycle {

namespace {

constexpr int kDeepestPartition = 16;

}  // namespace

const Table& whole_table(const Table& table) {
  const Table* whole = &table;
  for (int level = 0; level < kDeepestPartition && whole->kind == Table::Kind::kPartition && !whole->parents.empty(); ++level) whole = whole->parents[0];
  // A partition may be partitioned itself.
  for (int level = 0; level < kDeepestPartition && whole->kind == Table::Kind::kPartitioned && !whole->parents.empty(); ++level) whole = whole->parents[0];
  return *whole;
}

Promised promised(const Commitment& commitment, Place at) {
  // Of a pack that ships with ringfence nobody has the lines.
  if (!commitment.at) at = {};
  return {commitment.name(), commitment.clause, at ? at : commitment.at};
}

std::string column_name(const Table& table, int column) {
  return table.display_name() + "." + (column < 0 ? std::string("?") : table.columns[static_cast<size_t>(column)].name);
}

int same_column(const Table& from, int column, const Table& to) {
  if (column < 0 || &from == &to) return column;
  return to.column_index(from.columns[static_cast<size_t>(column)].name);
}

Promises::Promises(const Catalog& the_catalog, const ColumnClasses& the_classes, const Policy& the_policy)
    : catalog(the_catalog), classes(the_classes), policy(the_policy) {
  for (const Commitment& one : policy.commitments) {
    for (const Reveal& reveal : one.reveals) watch(columns_of(reveal.columns));
    for (const Confinement& confined : one.confinements) watch(columns_of(confined.columns));
  }
}

void Promises::watch(const ColumnSet& columns) {
  watched_.insert(columns.begin(), columns.end());
  for (const auto& [table, column] : columns) watched_tables_.insert(table);
}

std::vector<const Table*> Promises::tables_of(const std::vector<NamePattern>& patterns, std::vector<NamePattern>* missing) const {
  std::vector<const Table*> found;
  std::set<const NamePattern*> used;
  for (const auto& table : catalog.tables) {
    bool is_meant = false;
    for (const NamePattern& pattern : patterns)
      if (means_table(pattern, *table)) {
        is_meant = true;
        used.insert(&pattern);
      }
    if (is_meant) found.push_back(table.get());
  }
  std::erase_if(found, [&](const Table* one) {
    const Table& whole = whole_table(*one);
    return &whole != one && std::any_of(patterns.begin(), patterns.end(), [&](const NamePattern& pattern) { return means_table(pattern, whole); });
  });
  if (missing != nullptr)
    for (const NamePattern& pattern : patterns)
      if (!used.contains(&pattern)) missing->push_back(pattern);
  return found;
}

ColumnSet Promises::columns_of(const std::vector<NamePattern>& patterns, std::vector<NamePattern>* missing) const {
  ColumnSet found;
  std::set<const NamePattern*> used;
  for (const auto& table : catalog.tables)
    for (size_t i = 0; i < table->columns.size(); ++i)
      for (const NamePattern& pattern : patterns) {
        if (!means_column(pattern, *table, static_cast<int>(i))) continue;
        used.insert(&pattern);
        found.insert({table.get(), static_cast<int>(i)});
      }
  if (missing != nullptr)
    for (const NamePattern& pattern : patterns)
      if (!used.contains(&pattern)) missing->push_back(pattern);
  return found;
}

}  // namespace ringfence::lifecycle
