// Whether what is promised about how long data is kept holds: rows that go, values that are emptied.
#include <fmt/format.h>

#include <algorithm>

#include "lint/lifecycle/conclusion.h"
#include "lint/lifecycle/purges.h"

namespace ringfence::lifecycle {

namespace {

using Breach = RetentionBreach;

class RetentionJudge {
 public:
  RetentionJudge(const Conclusion& with, const Purges& purges, const Commitment& commitment, const Retention& retention)
      : with_(with), purges_(purges), commitment_(commitment), retention_(retention) {}

  void judge() {
    std::vector<NamePattern> missing;
    for (const Table* table : with_.promises.tables_of(retention_.tables, &missing)) judge_table(*table);
    with_.leave_open(commitment_, missing, "table");
    missing.clear();
    const ColumnSet columns = with_.promises.columns_of(retention_.redact, &missing);
    with_.leave_open(commitment_, missing, "column");
    std::vector<const Table*> tables;
    for (const auto& table : with_.promises.catalog.tables)
      if (std::any_of(columns.begin(), columns.end(), [&](const ColumnKey& one) { return one.first == table.get(); })) tables.push_back(table.get());
    for (const Table* table : tables) {
      std::vector<int> of_table;
      for (const auto& [of, column] : columns)
        if (of == table) of_table.push_back(column);
      if (&whole_table(*table) == table) judge_columns(*table, of_table);
    }
  }

 private:
  Breach breach(Breach::Kind kind, const Table& table, const Interval& limit, Place at) const {
    Breach made;
    made.kind = kind;
    made.promised = promised(commitment_, retention_.at);
    made.table = &table;
    made.limit = to_string(limit);
    made.at = at;
    return made;
  }

  std::string says(const Table& table, const Purge& purge, const Purge::Way* way) const {
    std::string made = table.display_name() + ": " + purge.how;
    if (way != nullptr && way->age) made += " after " + age_text(*way->age);
    if (purge.is_narrowed) made += ", where further conditions hold";
    return made;
  }

  void judge_table(const Table& table) {
    const std::vector<Purge> all = purges_.of(table);
    if (retention_.at_least) judge_least(table, all);
    if (retention_.at_most) judge_most(table, all, purges_.open_at(table));
  }

  // Not a purge that takes rows too soon, whatever else there is.
  void judge_least(const Table& table, const std::vector<Purge>& all) {
    bool is_open = false, is_broken = false;
    std::string kept;
    Place kept_at = table.declared_at;
    for (const Purge& purge : all)
      for (const Purge::Way& way : purge.ways) {
        const bool is_early = purge.takes_all || (way.age && way.age->is_known && is_longer(*retention_.at_least, way.age->longest));
        if (is_early) {
          Breach made = breach(Breach::Kind::kEarly, table, *retention_.at_least, way.age && way.age->at ? way.age->at : purge.at);
          made.interval = purge.takes_all ? std::string() : age_text(*way.age);
          made.purged_at = purge.at;
          add(std::move(made));
          is_broken = true;
        } else if (way.age && !way.age->is_known) {
          with_.leave_open(commitment_, fmt::format("{}: {} after {}", table.display_name(), purge.how, way.age->what), purge.at);
          is_open = true;
        } else if (way.age && kept.empty()) {
          kept = says(table, purge, &way);
          kept_at = purge.at;
        }
      }
    if (is_broken || is_open || retention_.at_most) return;
    with_.keep(commitment_, kept.empty() ? table.display_name() + ": nothing deletes its rows by their age" : kept, kept_at);
  }

  enum class Verdict { kInTime, kLate, kOpen, kNone };

  // Of the ways in which a purge takes a row the first that holds counts.
  Verdict verdict(const Purge& purge, const Purge::Way*& decisive) const {
    if (purge.takes_all) return Verdict::kInTime;
    Verdict best = Verdict::kNone;
    const auto take = [&](Verdict verdict, const Purge::Way& way) {
      best = verdict;
      decisive = &way;
    };
    for (const Purge::Way& way : purge.ways) {
      if (!way.age || best == Verdict::kInTime) continue;
      if (!way.age->is_known) take(Verdict::kOpen, way);
      else if (!is_longer(way.age->shortest, *retention_.at_most)) take(Verdict::kInTime, way);
      else if (best == Verdict::kNone) take(Verdict::kLate, way);
    }
    return best;
  }

  void judge_most(const Table& table, const std::vector<Purge>& all, Place open_at) {
    std::vector<std::pair<const Purge*, const Purge::Way*>> in_time, late, open;
    for (const Purge& purge : all) {
      if (purge.is_once) continue;
      const Purge::Way* way = nullptr;
      const Verdict one = verdict(purge, way);
      if (one == Verdict::kInTime) in_time.emplace_back(&purge, way);
      // How long the rows of another table are kept is no breach here.
      if (purge.is_cascade) continue;
      if (one == Verdict::kLate) late.emplace_back(&purge, way);
      if (one == Verdict::kOpen) open.emplace_back(&purge, way);
    }
    const bool is_covered = std::any_of(in_time.begin(), in_time.end(), [](const auto& one) { return !one.first->is_narrowed; });
    // Beside one that is in time, those that count from something else (the end of a contract) come on top.
    if (!in_time.empty()) std::erase_if(late, [&](const auto& one) { return counts_from_elsewhere(*one.second->age, table); });
    if (!is_covered)
      for (const auto& [purge, way] : late) {
        Breach made = breach(Breach::Kind::kLate, table, *retention_.at_most, way->age->at ? way->age->at : purge->at);
        made.interval = age_text(*way->age);
        made.purged_at = purge->at;
        add(std::move(made));
      }
    if (!in_time.empty() && (is_covered || late.empty())) return with_.keep(commitment_, says(table, *in_time[0].first, in_time[0].second), in_time[0].first->at);
    if (!late.empty()) return;
    for (const auto& [purge, way] : open)
      with_.leave_open(commitment_, fmt::format("{}: how long it waits is known at run time only: {}", says(table, *purge, nullptr), way->age->what), purge->at);
    if (!open.empty()) return;
    if (open_at) return with_.leave_open(commitment_, table.display_name() + ": which rows or partitions go is known at run time only", open_at);
    add(breach(Breach::Kind::kMissing, table, *retention_.at_most, table.declared_at));
  }

  static bool counts_from_elsewhere(const Age& age, const Table& table) { return age.table != nullptr && &whole_table(*age.table) != &table; }

  // Columns that are emptied: all of them, by whatever statements together; rows that go take them along.
  void judge_columns(const Table& table, const std::vector<int>& wanted) {
    if (!retention_.at_most) return;
    std::vector<Purge> all = purges_.of(table);
    for (Purge& one : purges_.redactions_of(table)) all.push_back(std::move(one));
    std::set<int> left(wanted.begin(), wanted.end());
    const Purge* first = nullptr;
    const Purge* biggest = nullptr;
    bool is_late = false, is_open = false;
    std::vector<std::pair<const Purge*, const Purge::Way*>> late;
    for (const Purge& purge : all) {
      if (purge.is_once || !touches(purge, wanted)) continue;
      const Purge::Way* way = nullptr;
      const Verdict one = verdict(purge, way);
      if (purge.is_cascade && one != Verdict::kInTime) continue;
      if (one == Verdict::kLate) late.emplace_back(&purge, way);
      if (one == Verdict::kOpen) with_.leave_open(commitment_, says(table, purge, nullptr) + ": how long it waits is known at run time only: " + way->age->what, purge.at);
      is_open = is_open || one == Verdict::kOpen;
      if (one != Verdict::kInTime) continue;
      if (first == nullptr) first = &purge, kept_ = says(table, purge, way);
      if (biggest == nullptr || purge.emptied.size() > biggest->emptied.size()) biggest = &purge;
      if (purge.emptied.empty()) left.clear();
      for (const int column : purge.emptied) left.erase(column);
    }
    // What is made of the others goes with them.
    std::erase_if(left, [&](int column) { return table.columns[static_cast<size_t>(column)].generated && left.size() < wanted.size(); });
    for (const auto& [purge, way] : late) {
      if (left.empty()) break;
      Breach made = breach(Breach::Kind::kLate, table, *retention_.at_most, way->age->at ? way->age->at : purge->at);
      made.interval = age_text(*way->age);
      made.purged_at = purge->at;
      add(std::move(made));
      is_late = true;
    }
    if (left.empty()) return with_.keep(commitment_, kept_, first->at);
    if (is_open || is_late) return;
    if (first == nullptr) {
      if (const Place open_at = purges_.open_at(table)) return with_.leave_open(commitment_, table.display_name() + ": what goes is known at run time only", open_at);
      Breach made = breach(Breach::Kind::kMissing, table, *retention_.at_most, table.columns[static_cast<size_t>(wanted[0])].declared_at);
      for (const int column : wanted) made.columns.push_back(column_name(table, column));
      return add(std::move(made));
    }
    Breach made = breach(Breach::Kind::kPartial, table, *retention_.at_most, biggest->at);
    for (const int column : left) made.columns.push_back(column_name(table, column));
    made.purged_at = biggest->at;
    add(std::move(made));
  }

  static bool touches(const Purge& purge, const std::vector<int>& wanted) {
    return purge.emptied.empty() ||
           std::any_of(wanted.begin(), wanted.end(), [&](int column) { return std::find(purge.emptied.begin(), purge.emptied.end(), column) != purge.emptied.end(); });
  }

  void add(Breach made) {
    auto& all = with_.facts.retention_breaches;
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const Breach& one) {
      return one.kind == made.kind && one.at == made.at && one.table == made.table && one.promised.commitment == made.promised.commitment;
    });
    if (!is_known) all.push_back(std::move(made));
  }

  const Conclusion& with_;
  const Purges& purges_;
  const Commitment& commitment_;
  const Retention& retention_;
  std::string kept_;
};

}  // namespace

void conclude_retentions(const Conclusion& with) {
  const Purges purges(with);
  with.each([&](const Commitment& commitment) {
    for (const Retention& one : commitment.retentions) RetentionJudge(with, purges, commitment, one).judge();
  });
}

}  // namespace ringfence::lifecycle
