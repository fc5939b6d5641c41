// Columns that only some files or functions may read or write.
#include <algorithm>

#include "lint/lifecycle/conclusion.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

class ConfinementJudge {
 public:
  ConfinementJudge(const Conclusion& with, const Commitment& commitment, const Confinement& confinement)
      : with_(with), commitment_(commitment), confinement_(confinement) {}

  void judge() {
    std::vector<NamePattern> missing;
    columns_ = with_.promises.columns_of(confinement_.columns, &missing);
    with_.leave_open(commitment_, missing, "column");
    if (columns_.empty()) return;
    for (const ColumnUse& use : with_.facts.column_uses) look_at(use);
    for (const auto* leaks : {&with_.facts.watched_leaks, &with_.facts.value_leaks})
      for (const ValueLeak& leak : *leaks) look_at(leak);
    if (is_broken_) return;
    std::string names;
    for (const NamePattern& one : confinement_.columns) names += (names.empty() ? "" : ", ") + one.value;
    with_.keep(commitment_, names + (inside_ > 0 ? ": used in the declared places only" : ": nothing in sight uses them"), confinement_.at);
  }

 private:
  void look_at(const ColumnUse& use) {
    // What a migration does is done once; emptying a column takes the data away.
    if (use.statement < 0 || use.in_view != nullptr || use.is_emptied || !columns_.contains({use.table, use.column})) return;
    for (const Site& site : with_.sites.of(use.statement, use.at)) {
      if (with_.sites.is_in(site, confinement_.places)) ++inside_;
      else add({promised(commitment_, confinement_.at), column_name(*use.table, use.column), use.table, use.column, false, use.at});
    }
  }

  void look_at(const ValueLeak& leak) {
    const bool is_column = leak.table != nullptr && columns_.contains({leak.table, leak.column});
    if ((is_column || names_one(leak)) && !with_.sites.is_in(leak.at, leak.function, confinement_.places))
      add({promised(commitment_, confinement_.at), leak.given, leak.table, leak.column, true, leak.at});
  }

  // `visit.latitude`: a field that is named like the column and holds the same.
  bool names_one(const ValueLeak& leak) const {
    if (leak.table != nullptr) return false;
    const std::string name = lower_case(leak.given.substr(leak.given.find_last_of(":.>") + 1));
    return std::any_of(columns_.begin(), columns_.end(), [&](const ColumnKey& one) {
      return lower_case(one.first->columns[static_cast<size_t>(one.second)].name) == name && with_.promises.classes.of(*one.first, one.second).category == leak.category;
    });
  }

  void add(StrayUse use) {
    is_broken_ = true;
    auto& all = with_.facts.stray_uses;
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const StrayUse& one) {
      return one.at == use.at && one.column == use.column && one.promised.commitment == use.promised.commitment;
    });
    if (!is_known) all.push_back(std::move(use));
  }

  const Conclusion& with_;
  const Commitment& commitment_;
  const Confinement& confinement_;
  ColumnSet columns_;
  bool is_broken_ = false;
  int inside_ = 0;
};

}  // namespace

void conclude_confinements(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    for (const Confinement& one : commitment.confinements) ConfinementJudge(with, commitment, one).judge();
  });
}

}  // namespace ringfence::lifecycle
