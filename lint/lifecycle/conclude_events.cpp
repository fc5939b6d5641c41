// Events of providers that are taken once: inserts that know them again.
#include <algorithm>
#include <set>

#include "lint/lifecycle/conclusion.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

class EventJudge {
 public:
  EventJudge(const Conclusion& with, const Commitment& commitment, const Deduplication& event) : with_(with), commitment_(commitment), event_(event) {}

  void judge() {
    std::vector<NamePattern> missing;
    for (const Table* table : with_.promises.tables_of(event_.tables, &missing)) judge(*table);
    with_.leave_open(commitment_, missing, "table");
  }

 private:
  void judge(const Table& table) {
    std::set<int> key;
    for (const Setting& one : event_.key) {
      const int column = table.column_index(one.value);
      if (column < 0) return with_.leave_open(commitment_, "'" + table.display_name() + "' has no column '" + one.value + "'", commitment_.at ? one.at : Place{});
      key.insert(column);
    }
    const bool is_unique = has_unique_key(table, key);
    bool any = false, is_broken = false;
    Place kept_at = table.declared_at;
    for (const RowInsert& insert : with_.facts.row_inserts) {
      if (&whole_table(*insert.table) != &table || insert.is_once) continue;
      any = true;
      const std::vector<std::string> left = missing(insert, key, is_unique, *insert.table);
      if (left.empty()) {
        kept_at = insert.at;
        continue;
      }
      RepeatedEvent made;
      made.promised = promised(commitment_, event_.at);
      made.statement = insert.statement;
      made.table = &table;
      made.missing = left;
      made.has_no_unique_key = !is_unique;
      made.at = insert.at;
      with_.facts.repeated_events.push_back(std::move(made));
      is_broken = true;
    }
    if (is_broken) return;
    if (any) with_.keep(commitment_, table.display_name() + ": a conflict with " + names(table, key) + " is known", kept_at);
    else if (is_unique) with_.keep(commitment_, table.display_name() + ": unique (" + names(table, key) + "), and nothing in sight inserts", table.declared_at);
    else with_.leave_open(commitment_, table.display_name() + ": nothing in sight inserts into it, and it has no unique key of " + names(table, key), table.declared_at);
  }

  static bool has_unique_key(const Table& table, const std::set<int>& key) {
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](const UniqueKey& one) {
      return !one.over_expressions && one.predicate.empty() && std::all_of(key.begin(), key.end(), [&](int column) {
        return std::find(one.columns.begin(), one.columns.end(), column) != one.columns.end();
      });
    });
  }

  std::vector<std::string> missing(const RowInsert& insert, const std::set<int>& key, bool is_unique, const Table& of) const {
    // ON CONFLICT DO NOTHING minds every unique key.
    if (insert.has_any_arbiter && is_unique) return {};
    // EXCEPTION WHEN unique_violation
    const Routine* routine = with_.routine_of(insert.statement);
    if (is_unique && routine != nullptr && lower_case(routine->body_text).find("unique_violation") != std::string::npos) return {};
    const std::vector<int>& known = insert.arbiter.empty() ? insert.compared : insert.arbiter;
    std::vector<std::string> left;
    for (const int column : key) {
      const bool is_there = std::any_of(known.begin(), known.end(), [&](int one) { return one >= 0 && of.columns[static_cast<size_t>(one)].name == whole_table(of).columns[static_cast<size_t>(column)].name; });
      if (!is_there) left.push_back(whole_table(of).columns[static_cast<size_t>(column)].name);
    }
    return left;
  }

  static std::string names(const Table& table, const std::set<int>& key) {
    std::string made;
    for (const int column : key) made += (made.empty() ? "" : ", ") + table.columns[static_cast<size_t>(column)].name;
    return made;
  }

  const Conclusion& with_;
  const Commitment& commitment_;
  const Deduplication& event_;
};

}  // namespace

void conclude_events(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    for (const Deduplication& one : commitment.deduplications) EventJudge(with, commitment, one).judge();
  });
}

}  // namespace ringfence::lifecycle
