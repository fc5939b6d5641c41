#include "lint/lifecycle/purges.h"

#include <algorithm>

#include "lint/lifecycle/condition.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

using Kind = RowChange::Kind;

namespace {

bool takes_rows(Kind kind) { return kind == Kind::kDelete || kind == Kind::kTruncate || kind == Kind::kMergeDelete || kind == Kind::kManaged; }

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::kTruncate: return "TRUNCATE";
    case Kind::kManaged: return "pg_partman drops its partitions";
    case Kind::kMergeDelete: return "MERGE … DELETE";
    case Kind::kUpdate:
    case Kind::kMergeUpdate: return "UPDATE";
    default: return "DELETE";
  }
}

// A statement about a table is one about its partitions and about those that inherit from it.
bool reaches(const Table& changed, const Table& table) {
  if (&whole_table(changed) == &table) return true;
  return table.kind == Table::Kind::kTable && std::find(table.parents.begin(), table.parents.end(), &changed) != table.parents.end();
}

}  // namespace

// The SELECT that found the rows, in the same routine or function.
bool Purges::belongs_together(const RowChange& one, const RowChange& other) const {
  if (one.statement < 0 || other.statement < 0) return one.statement == other.statement && one.at.source == other.at.source && one.is_once == other.is_once;
  const Routine* routine = with_.routine_of(one.statement);
  if (routine != nullptr || with_.routine_of(other.statement) != nullptr) return routine == with_.routine_of(other.statement);
  for (const Site& a : with_.sites.of(one.statement, one.at))
    for (const Site& b : with_.sites.of(other.statement, other.at))
      if (with_.sites.is_same_function(a, b) || with_.sites.leads_to(a.function, b.function) || with_.sites.leads_to(b.function, a.function)) return true;
  return false;
}

const RowChange* Purges::found_by(const RowChange& change) const {
  for (const RowChange& one : with_.facts.row_changes)
    if (one.kind == Kind::kLookup && one.table != nullptr && &whole_table(*one.table) == &whole_table(*change.table) && belongs_together(one, change)) return &one;
  return nullptr;
}

std::optional<Purge> Purges::purge_of(const RowChange& change) const {
  Purge made;
  made.how = word(change.kind);
  made.emptied = change.emptied;
  made.is_narrowed = change.is_narrowed;
  made.is_once = change.is_once;
  made.at = change.at;
  // Of a partition it says nothing of the table's other rows.
  const bool is_part = &whole_table(*change.table) != change.table;
  made.takes_all = change.is_whole && !is_part;
  std::vector<AgeLimits> ages = change.ages;
  if (!has_age(ages) && !change.is_whole) {
    const RowChange* found = found_by(change);
    if (found == nullptr) return std::nullopt;
    ages = found->ages;
    made.is_narrowed = found->is_narrowed;
  }
  const Routine* routine = with_.routine_of(change.statement);
  for (const AgeLimits& one : ages) {
    if (one.empty()) made.ways.push_back({});
    for (const Age& age : with_.durations.ages(one, routine)) made.ways.push_back({age});
  }
  if (!made.takes_all && std::none_of(made.ways.begin(), made.ways.end(), [](const Purge::Way& way) { return way.age.has_value(); })) return std::nullopt;
  if (made.takes_all) made.ways = {Purge::Way{}};
  return made;
}

void Purges::collect(const Table& table, const std::string& through, std::set<const Table*>& seen, std::vector<Purge>& found) const {
  if (!seen.insert(&table).second) return;
  for (const RowChange& change : with_.facts.row_changes) {
    if (change.table == nullptr || !takes_rows(change.kind) || !reaches(*change.table, table)) continue;
    auto made = purge_of(change);
    if (!made) continue;
    made->is_cascade = !through.empty();
    if (!through.empty()) made->how += " of " + table.display_name() + ", which takes " + through + " along";
    found.push_back(std::move(*made));
  }
  for (const ForeignKey& key : table.foreign_keys)
    if (key.target != nullptr && key.on_delete.starts_with("CASCADE")) collect(whole_table(*key.target), through.empty() ? table.display_name() : through, seen, found);
}

std::vector<Purge> Purges::of(const Table& table) const {
  std::vector<Purge> found;
  std::set<const Table*> seen;
  collect(table, {}, seen, found);
  return found;
}

std::vector<Purge> Purges::redactions_of(const Table& table) const {
  std::vector<Purge> found;
  for (const RowChange& change : with_.facts.row_changes) {
    const bool empties = (change.kind == Kind::kUpdate || change.kind == Kind::kMergeUpdate) && !change.emptied.empty();
    if (!empties || change.table == nullptr || &whole_table(*change.table) != &table) continue;
    auto made = purge_of(change);
    if (!made) continue;
    for (int& column : made->emptied) column = same_column(*change.table, column, table);
    found.push_back(std::move(*made));
  }
  return found;
}

Place Purges::open_at(const Table& table) const {
  const std::string name = lower_case(table.name);
  for (const RowChange& change : with_.facts.row_changes) {
    const bool is_part = change.table != nullptr && change.table != &table && &whole_table(*change.table) == &table && !change.is_once;
    // A partition is emptied: which ones, and when, is somebody's business that is not in sight.
    if (is_part && change.is_whole) return change.at;
    if (change.kind != Kind::kDropTable && change.kind != Kind::kDetach) continue;
    const bool may_be_part = change.is_open && lower_case(change.name).find(name) != std::string::npos;
    // DROP TABLE of a name that is put together in C++, where the table has partitions.
    const bool is_hole = change.is_open && change.name.find(kNameHole) != std::string::npos && table.kind == Table::Kind::kPartitioned;
    if (is_part || may_be_part || is_hole) return change.at;
  }
  for (const OpenText& one : with_.facts.open_texts) {
    const bool takes = one.text.find("drop table") != std::string::npos || one.text.find("delete from") != std::string::npos ||
                       one.text.find("truncate") != std::string::npos || one.text.find("detach partition") != std::string::npos;
    if (!takes) continue;
    const Routine* routine = with_.routine_of(one.statement);
    const bool names_it = one.text.find(name) != std::string::npos || (routine != nullptr && lower_case(routine->body_text).find(name) != std::string::npos);
    if (names_it) return one.at;
  }
  for (const Removal& one : with_.promises.catalog.removals)
    if (one.column.empty() && one.of_partition == table.name && one.schema == table.schema) return one.at;
  return {};
}

}  // namespace ringfence::lifecycle
