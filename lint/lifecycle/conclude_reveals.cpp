// Columns that only some functions may read, each time with a row in an audit table.
#include <algorithm>
#include <map>
#include <set>

#include "lint/lifecycle/conclusion.h"
#include "lint/lifecycle/transactions.h"

namespace ringfence::lifecycle {

namespace {

using Kind = UnloggedReveal::Kind;

class RevealJudge {
 public:
  RevealJudge(const Conclusion& with, const Commitment& commitment, const Reveal& reveal) : with_(with), commitment_(commitment), reveal_(reveal) {}

  void judge() {
    std::vector<NamePattern> missing;
    columns_ = with_.promises.columns_of(reveal_.columns, &missing);
    with_.leave_open(commitment_, missing, "column");
    if (!note_audit_rows() || columns_.empty()) return;
    const size_t before = with_.facts.unlogged_reveals.size();
    for (auto& [key, uses] : reads()) judge(uses);
    for (auto& [view, uses] : open_views()) report(Kind::kElsewhere, uses);
    if (with_.facts.unlogged_reveals.size() != before) return;
    if (kept_.empty()) with_.keep(commitment_, "nothing reads " + reveal_.columns[0].value + (reveal_.columns.size() > 1 ? " and the others" : ""), reveal_.at);
    for (auto& [what, at] : kept_) with_.keep(commitment_, what, at);
  }

 private:
  using Uses = std::vector<const ColumnUse*>;

  bool note_audit_rows() {
    std::vector<NamePattern> missing;
    const std::vector<const Table*> audits = with_.promises.tables_of({reveal_.audit}, &missing);
    with_.leave_open(commitment_, missing, "table");
    if (audits.empty()) return false;
    for (const RowInsert& one : with_.facts.row_inserts)
      if (std::find(audits.begin(), audits.end(), &whole_table(*one.table)) != audits.end() && !one.is_once) audit_rows_.push_back(&one);
    return true;
  }

  bool is_read(const ColumnUse& use) const {
    return !use.is_write && !use.is_masked && !use.is_condition && !use.is_new_row && columns_.contains({use.table, use.column});
  }

  // By statement; of those in no statement by their place.
  std::map<std::pair<int, uint32_t>, Uses> reads() const {
    std::map<std::pair<int, uint32_t>, Uses> made;
    for (const ColumnUse& use : with_.facts.column_uses)
      if (use.in_view == nullptr && is_read(use) && use.statement >= 0) made[{use.statement, 0}].push_back(&use);
    return made;
  }

  // Views that hand them out and that no statement in sight reads: whoever does is not in sight.
  std::map<const View*, Uses> open_views() const {
    std::map<const View*, Uses> made;
    std::set<const View*> read;
    for (const ColumnUse& use : with_.facts.column_uses) {
      if (use.through != nullptr && use.in_view == nullptr) read.insert(use.through);
      if (use.in_view != nullptr && is_read(use)) made[use.in_view].push_back(&use);
    }
    std::erase_if(made, [&](const auto& one) { return read.contains(one.first); });
    return made;
  }

  void judge(const Uses& uses) {
    const ColumnUse& first = *uses[0];
    bool is_declared = true, is_logged = true, in_other = false;
    std::string where;
    for (const Site& site : with_.sites.of(first.statement, first.at)) {
      if (!with_.sites.is_in(site, reveal_.functions)) {
        is_declared = false;
        continue;
      }
      const Logged logged = logged_at(first.statement, site);
      is_logged = is_logged && logged == Logged::kYes;
      in_other = in_other || logged == Logged::kElsewhere;
      where = site.routine != nullptr ? site.routine->name : site.function ? site.function.name(site.function.function->name) : site.path;
    }
    if (!is_declared) report(Kind::kElsewhere, uses);
    else if (in_other) report(Kind::kOtherTransaction, uses);
    else if (!is_logged) report(Kind::kNotLogged, uses);
    else kept_.emplace_back(column_name(*first.table, first.column) + " is read in " + where + ", with a row in " + reveal_.audit.value, first.at);
  }

  enum class Logged { kYes, kNo, kElsewhere };

  Logged logged_at(int statement, const Site& site) const {
    bool elsewhere = false;
    const Routine* routine = with_.routine_of(statement);
    for (const RowInsert* audit : audit_rows_) {
      if (audit->statement == statement) return Logged::kYes;
      if (routine != nullptr) {
        if (with_.routine_of(audit->statement) != routine) continue;
        if (!commits_between(*routine, with_.facts.statements[static_cast<size_t>(statement)].at, audit->at)) return Logged::kYes;
        elsewhere = true;
        continue;
      }
      if (!site.function) continue;
      for (const Site& other : with_.sites.of(audit->statement, audit->at)) {
        if (!other.function || !all_entries_lead_to(site, other)) continue;
        if (!are_apart(site, other)) return Logged::kYes;
        elsewhere = true;
      }
    }
    if (calls_logging_routine(statement, site)) return Logged::kYes;
    return elsewhere ? Logged::kElsewhere : Logged::kNo;
  }

  bool all_entries_lead_to(const Site& read, const Site& audit) const {
    const std::vector<program::FunctionRef> entries = with_.sites.entries(read.function, reveal_.functions);
    return std::all_of(entries.begin(), entries.end(), [&](const program::FunctionRef& one) { return with_.sites.leads_to(one, audit.function); });
  }

  // PERFORM log_reveal(…): a routine that inserts the row.
  bool calls_logging_routine(int statement, const Site& site) const {
    const Routine* routine = with_.routine_of(statement);
    return std::any_of(with_.facts.routine_calls.begin(), with_.facts.routine_calls.end(), [&](const RoutineCall& call) {
      const bool logs = std::any_of(audit_rows_.begin(), audit_rows_.end(), [&](const RowInsert* audit) { return with_.routine_of(audit->statement) == call.routine; });
      if (!logs || call.statement < 0) return false;
      if (call.statement == statement) return true;
      if (routine != nullptr) return with_.routine_of(call.statement) == routine;
      if (!site.function) return false;
      const std::vector<Site> others = with_.sites.of(call.statement, call.at);
      return std::any_of(others.begin(), others.end(), [&](const Site& other) { return other.function && all_entries_lead_to(site, other) && !are_apart(site, other); });
    });
  }

  void report(Kind kind, const Uses& uses) {
    UnloggedReveal made;
    made.kind = kind;
    made.promised = promised(commitment_, reveal_.at);
    made.statement = uses[0]->statement;
    made.audit = reveal_.audit.value;
    made.table = uses[0]->table;
    made.at = uses[0]->at;
    for (const ColumnUse* one : uses) {
      std::string name = column_name(*one->table, one->column);
      if (std::find(made.columns.begin(), made.columns.end(), name) == made.columns.end()) made.columns.push_back(std::move(name));
    }
    with_.facts.unlogged_reveals.push_back(std::move(made));
  }

  const Conclusion& with_;
  const Commitment& commitment_;
  const Reveal& reveal_;
  ColumnSet columns_;
  std::vector<const RowInsert*> audit_rows_;
  std::vector<std::pair<std::string, Place>> kept_;
};

}  // namespace

void conclude_reveals(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    for (const Reveal& one : commitment.reveals) RevealJudge(with, commitment, one).judge();
  });
}

}  // namespace ringfence::lifecycle
