// Data that is not to be stored: tables, columns and categories that there are not to be.
#include <algorithm>

#include "lint/lifecycle/conclusion.h"

namespace ringfence::lifecycle {

namespace {

bool is_category(const std::string& word) {
  const auto& all = data_categories();
  return std::any_of(all.begin(), all.end(), [&](const std::string& one) { return one == word || one.starts_with(word + "."); });
}

bool is_of(const std::string& category, const std::string& word) { return category == word || category.starts_with(word + "."); }

class StorageJudge {
 public:
  StorageJudge(const Conclusion& with, const Commitment& commitment) : with_(with), commitment_(commitment) {}

  void judge() {
    for (const NamePattern& one : commitment_.never_stored) {
      const size_t before = with_.facts.stored_transients.size();
      if (is_category(one.value)) judge_category(one);
      judge_name(one);
      if (with_.facts.stored_transients.size() == before) with_.keep(commitment_, "the schema has no " + one.value, commitment_.at ? one.at : Place{});
    }
  }

 private:
  void add(std::string name, const NamePattern& by, Place at, const Table* table = nullptr, int column = -1) {
    auto& all = with_.facts.stored_transients;
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const StoredTransient& one) { 
      // A file of C++ that is a part of the schema is read twice.
      const bool is_same = one.at.source != nullptr && at.source != nullptr && one.at.source->path() == at.source->path() && one.at.span.begin == at.span.begin;
      return is_same && one.promised.commitment == commitment_.name();
    });
    if (!is_known) all.push_back({promised(commitment_, by.at), std::move(name), table, column, by.value, at});
  }

  void judge_category(const NamePattern& by) {
    for (const auto& table : with_.promises.catalog.tables) {
      if (table->kind == Table::Kind::kTemporary || &whole_table(*table) != table.get()) continue;
      for (size_t i = 0; i < table->columns.size(); ++i)
        if (is_of(with_.promises.classes.of(*table, static_cast<int>(i)).category, by.value)) add(column_name(*table, static_cast<int>(i)), by, table->columns[i].declared_at, table.get(), static_cast<int>(i));
    }
  }

  void judge_name(const NamePattern& by) {
    for (const auto& table : with_.promises.catalog.tables) {
      if (table->kind == Table::Kind::kTemporary || &whole_table(*table) != table.get()) continue;
      if (means_table(by, *table)) {
        add(table->display_name(), by, table->declared_at, table.get());
        continue;
      }
      for (size_t i = 0; i < table->columns.size(); ++i)
        if (means_column(by, *table, static_cast<int>(i))) add(column_name(*table, static_cast<int>(i)), by, table->columns[i].declared_at, table.get(), static_cast<int>(i));
    }
    // A materialized view keeps what it reads.
    for (const auto& view : with_.promises.catalog.views) {
      if (!view->materialized) continue;
      const Table like = as_table(view->schema, view->name);
      if (means_table(by, like)) add(like.display_name(), by, view->declared_at);
    }
    for (const MadeTable& one : with_.facts.made_tables) {
      const size_t dot = one.name.rfind('.');
      const Table like = as_table(dot == std::string::npos ? "public" : one.name.substr(0, dot), dot == std::string::npos ? one.name : one.name.substr(dot + 1));
      if (means_table(by, like)) add(one.name, by, one.at);
    }
  }

  static Table as_table(std::string schema, std::string name) {
    Table made;
    made.schema = std::move(schema);
    made.name = std::move(name);
    return made;
  }

  const Conclusion& with_;
  const Commitment& commitment_;
};

}  // namespace

void conclude_storage(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    if (!commitment.never_stored.empty()) StorageJudge(with, commitment).judge();
  });
}

}  // namespace ringfence::lifecycle
