#include "lint/engine/prioritize.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace ringfence::engine {

namespace {

struct Uses {
  int all = 0;
  int closed = 0;
};

class Priorities {
 public:
  Priorities(const Facts& facts, const ColumnClasses& columns) : columns_(columns) {
    for (const RelationUse& use : facts.relation_uses) {
      Uses& uses = uses_[use.table];
      ++uses.all;
      uses.closed += use.proof.verdict == Verdict::kProven || use.proof.verdict == Verdict::kConditional;
      note(use.at, use.table, use.access == Access::kWrite);
    }
    for (const InsertedRow& row : facts.inserted_rows) note(row.at, row.table, true), note(row.given_at, row.table, true);
    for (const ForeignParent& parent : facts.foreign_parents) note(parent.at, parent.table, true);
    for (const Upsert& upsert : facts.upserts) note(upsert.at, upsert.table, true);
    for (const OwnerChange& change : facts.owner_changes) note(change.at, change.table, true);
  }

  Priority of(const Finding& finding) const {
    Priority made{weight(finding.severity), {}};
    const auto known = by_place_.find({finding.at.source, finding.at.span.begin});
    if (known == by_place_.end() || known->second.table == nullptr) return made;
    const Table& table = *known->second.table;
    if (known->second.writes) made.score += 10;
    siblings(table, made);
    exposure(table, made);
    return made;
  }

 private:
  struct Touched {
    const Table* table = nullptr;
    bool writes = false;
  };

  static int weight(Severity severity) {
    switch (severity) {
      case Severity::kError: return 100;
      case Severity::kWarning: return 50;
      case Severity::kNote: return 10;
      default: return 0;
    }
  }

  void note(Place at, const Table* table, bool writes) {
    if (at) by_place_.try_emplace({at.source, at.span.begin}, Touched{table, writes});
  }

  void siblings(const Table& table, Priority& made) const {
    constexpr int kFew = 4;
    const auto found = uses_.find(&table);
    if (found == uses_.end() || found->second.all < kFew || found->second.closed * 2 < found->second.all) return;
    made.score += 40 * found->second.closed / found->second.all;
    made.because = fmt::format("{} of {} uses of {} are tied to the tenant", found->second.closed, found->second.all, table.display_name());
  }

  void exposure(const Table& table, Priority& made) const {
    DataClass worst = DataClass::kNone;
    for (size_t column = 0; column < table.columns.size(); ++column)
      worst = std::max(worst, columns_.of(table, static_cast<int>(column)).data_class);
    if (worst == DataClass::kNone) return;
    made.score += worst == DataClass::kCredential ? 20 : 10;
    made.because += fmt::format("{}{} holds {}", made.because.empty() ? "" : "; ", table.display_name(),
                                worst == DataClass::kCredential ? "credentials" : "personal data");
  }

  const ColumnClasses& columns_;
  std::unordered_map<const Table*, Uses> uses_;
  std::map<std::pair<const Source*, uint32_t>, Touched> by_place_;
};

}  // namespace

void prioritize(Report& report, const Facts& facts, const ColumnClasses& columns) {
  const Priorities priorities(facts, columns);
  for (ReportedFinding& one : report.findings) one.priority = priorities.of(one.finding);
}

}  // namespace ringfence::engine
