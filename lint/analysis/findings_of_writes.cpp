// Facts about written rows: inserted, moved to another owner, hit by an upsert.
#include <algorithm>

#include "lint/analysis/expression_text.h"
#include "lint/analysis/findings_of_run.h"

namespace ringfence::analysis {

const WrittenRow* StatementFacts::written_under(const Run& run, size_t index) const {
  const WrittenRow& wanted = strict_.written_rows[index];
  // The cases of an OR write a row each: the worst of them counts.
  const WrittenRow* worst = nullptr;
  for (const WrittenRow& row : run.written_rows)
    if (row.kind == wanted.kind && row.write == wanted.write && row.values == wanted.values &&
        (worst == nullptr || row.owner.tie > worst->owner.tie))
      worst = &row;
  return worst;
}

void StatementFacts::add_inserted_rows() {
  for (size_t i = 0; i < strict_.written_rows.size(); ++i) {
    const WrittenRow& row = strict_.written_rows[i];
    if (!query_.relation(row.target).table->is_owned()) continue;
    if (row.kind == WrittenRow::Kind::kInserted) inserted_row(i);
    else add_owner_change(row, i);
    add_free_parents(row);
  }
}

namespace {

InsertedRow::Key key_of(KeyState state) {
  switch (state) {
    case KeyState::kTied: return InsertedRow::Key::kTied;
    case KeyState::kNotGiven: return InsertedRow::Key::kMissing;
    case KeyState::kNull: return InsertedRow::Key::kNull;
    case KeyState::kLiteral: return InsertedRow::Key::kLiteral;
    case KeyState::kSet: return InsertedRow::Key::kSet;
    case KeyState::kOpaque:
    case KeyState::kOther: break;
  }
  return InsertedRow::Key::kOther;
}

}  // namespace

void StatementFacts::inserted_row(size_t index) {
  const WrittenRow& row = strict_.written_rows[index];
  const Relation& target = query_.relation(row.target);
  const Table& table = *target.table;
  InsertedRow made;
  made.table = &table;
  made.at = place_of(row.target, target.at);
  const auto describe = [&](int column) {
    made.key_column = table.columns[static_cast<size_t>(column)].name;
    const ExpressionId value = row.values[static_cast<size_t>(column)];
    made.given = value == kNothing ? std::string() : expression_text(query_, value);
    made.given_at = value == kNothing ? Place() : expression_place(query_, value);
  };
  bool unknown = false;
  if (table.ownership.owner_class == OwnerClass::kVia) {
    if (!table.ownership.parents.empty())
      describe(table.foreign_keys[static_cast<size_t>(table.ownership.parents[0])].columns[0]);
    made.key = row.owner.tie <= Tie::kBound ? InsertedRow::Key::kTied : InsertedRow::Key::kParentNotTied;
  } else if (table.ownership.owner_class != OwnerClass::kRoot) {
    for (size_t level = 0; level < row.key_states.size() && made.key == InsertedRow::Key::kTied; ++level) {
      if (row.key_states[level] == KeyState::kTied) continue;
      made.key = key_of(row.key_states[level]);
      unknown = row.key_states[level] == KeyState::kOpaque;
      describe(table.ownership.keys[level]);
    }
  }
  const bool other_term = made.key == InsertedRow::Key::kTied && row.owner.terms != ~uint64_t{0} && main_terms_ != 0 &&
                          (row.owner.terms & main_terms_) == 0 && problem_.levels == 1;
  if (other_term && table.ownership.owner_class != OwnerClass::kRoot) {
    made.key = InsertedRow::Key::kOther;
    if (!table.ownership.keys.empty() && table.ownership.keys[0] != kNothing) describe(table.ownership.keys[0]);
  }
  made.verdict = made.key == InsertedRow::Key::kTied ? Verdict::kProven : Verdict::kRefuted;
  if (unknown || strict_.too_complex) made.verdict = Verdict::kUnknown;
  if (made.key == InsertedRow::Key::kOther || made.key == InsertedRow::Key::kParentNotTied) {
    const WrittenRow* consistent = other_term ? nullptr : written_under(conditional(), index);
    if (consistent != nullptr && consistent->owner.tie <= Tie::kBound) made.verdict = Verdict::kConditional;
    else if (!query_.unknown_relations.empty()) made.verdict = Verdict::kUnknown;
  }
  if (made.verdict == Verdict::kRefuted && is_hidden_write(row)) made.verdict = Verdict::kUnknown;
  if (made.verdict == Verdict::kRefuted && made.key >= InsertedRow::Key::kOther) made.follows_read = follows_read(index);
  facts_.inserted_rows.push_back(std::move(made));
}

bool StatementFacts::is_hidden_write(const WrittenRow& row) {
  const std::string why = hidden_by(problem_.written_closures[static_cast<size_t>(row.write)]);
  if (unknown_write_.empty()) unknown_write_ = why;
  return !why.empty();
}

// INSERT … SELECT: where the rows that are read are the tenant's, the row that is written is.
bool StatementFacts::follows_read(size_t index) {
  Suppositions tied;
  tied.tied.assign(query_.relations.size(), 0);
  bool any = false;
  for (size_t use = 0; use < facts_.relation_uses.size(); ++use) {
    const RelationUse& one = facts_.relation_uses[use];
    if (one.access != Access::kRead || one.proof.verdict != Verdict::kRefuted) continue;
    tied.tied[static_cast<size_t>(relation_of_use_[use])] = 1;
    any = true;
  }
  if (!any) return false;
  Run run(problem_, tied);
  run.execute();
  const WrittenRow* row = written_under(run, index);
  return row != nullptr && row->owner.tie <= Tie::kBound;
}

void StatementFacts::add_owner_change(const WrittenRow& row, size_t index) {
  const Table& table = *query_.relation(row.target).table;
  std::vector<std::pair<int, bool>> deciding;  // (column, tied)
  if (table.ownership.owner_class == OwnerClass::kVia) {
    for (int p = 0; p < table.ownership.nearest_parents; ++p)
      for (const int column :
           table.foreign_keys[static_cast<size_t>(table.ownership.parents[static_cast<size_t>(p)])].columns)
        deciding.emplace_back(column, row.owner.tie <= Tie::kBound);
  } else {
    for (size_t level = 0; level < table.ownership.keys.size(); ++level)
      if (table.ownership.keys[level] != kNothing)
        deciding.emplace_back(table.ownership.keys[level],
                              level >= row.key_states.size() || row.key_states[level] == KeyState::kTied);
  }
  for (const auto& [column, tied] : deciding) {
    const ExpressionId value = row.values[static_cast<size_t>(column)];
    if (value == kNothing) continue;
    OwnerChange change;
    change.table = &table;
    change.column = table.columns[static_cast<size_t>(column)].name;
    change.given = expression_text(query_, value);
    change.to_tenant = tied;
    change.verdict = tied ? Verdict::kProven : Verdict::kRefuted;
    if (!tied)
      if (const WrittenRow* consistent = written_under(conditional(), index);
          consistent != nullptr && consistent->owner.tie <= Tie::kBound)
        change.verdict = Verdict::kConditional;
    if (change.verdict == Verdict::kRefuted && is_hidden_write(row)) change.verdict = Verdict::kUnknown;
    change.at = place_of(row.target, row.at[static_cast<size_t>(column)]);
    facts_.owner_changes.push_back(std::move(change));
  }
}

void StatementFacts::add_free_parents(const WrittenRow& row) {
  const Table& table = *query_.relation(row.target).table;
  // Whose row it is comes first: a row that is nobody's has a finding already.
  if (row.owner.tie > Tie::kBound) return;
  for (const int index : row.free_parents) {
    ForeignParent parent;
    parent.table = &table;
    parent.foreign_key = &table.foreign_keys[static_cast<size_t>(index)];
    const auto column = static_cast<size_t>(parent.foreign_key->columns.back());
    parent.given = expression_text(query_, row.values[column]);
    const Span at = row.at[column];
    parent.at = at.end > at.begin ? place_of(row.target, at) : place_of(row.target, query_.relation(row.target).at);
    const bool known = std::any_of(
        facts_.foreign_parents.begin(), facts_.foreign_parents.end(),
        [&](const ForeignParent& one) { return one.foreign_key == parent.foreign_key && one.at == parent.at; });
    if (!known) facts_.foreign_parents.push_back(std::move(parent));
  }
}

// The cases of an OR in DO UPDATE … WHERE find a row each: all have to be the tenant's.
bool StatementFacts::is_tied_where_references_agree(const ConflictRow& row) {
  bool found = false;
  for (const ConflictRow& consistent : conditional().conflict_rows) {
    if (consistent.write != row.write) continue;
    if (consistent.binding.tie > Tie::kBound) return false;
    found = true;
  }
  return found;
}

void StatementFacts::add_upserts() {
  for (const ConflictRow& row : strict_.conflict_rows) {
    const Write& write = query_.writes[static_cast<size_t>(row.write)];
    const Table& table = *query_.relation(row.target).table;
    if (!table.is_owned()) continue;
    Upsert upsert;
    upsert.table = &table;
    upsert.updates = write.conflict.updates;
    upsert.at = place_of(row.target, write.conflict.at);
    upsert.arbiter = write.conflict.constraint;
    if (upsert.arbiter.empty())
      for (const int column : write.conflict.arbiter_columns)
        upsert.arbiter += (upsert.arbiter.empty() ? "" : ", ") + table.columns[static_cast<size_t>(column)].name;
    const auto& keys = table.ownership.keys;
    const auto names_key = [&](int column) {
      return column != kNothing && std::find(keys.begin(), keys.end(), column) != keys.end();
    };
    // Of every level that the table has: an arbiter with one of two still finds rows of the other's siblings.
    const auto& arbiter = write.conflict.arbiter_columns;
    const bool has_key =
        std::any_of(arbiter.begin(), arbiter.end(), names_key) && std::all_of(keys.begin(), keys.end(), [&](int key) {
          return key == kNothing || std::find(arbiter.begin(), arbiter.end(), key) != arbiter.end();
        });
    const std::string hidden = hidden_by(problem_.conflict_closures[static_cast<size_t>(row.write)]);
    const bool untied = row.binding.tie > Tie::kBound && !has_key;
    if (untied && !hidden.empty()) unknown_write_ = hidden;
    if (untied && hidden.empty() && !is_tied_where_references_agree(row)) {
      upsert.flaw = upsert.arbiter.empty() ? Upsert::Flaw::kNoArbiter : Upsert::Flaw::kArbiterLacksKey;
      for (const Assignment& assignment : write.conflict.assignments)
        if (names_key(assignment.column)) upsert.flaw = Upsert::Flaw::kSetsKeyFromExcluded;
    }
    const bool known = std::any_of(facts_.upserts.begin(), facts_.upserts.end(),
                                   [&](const Upsert& one) { return one.at == upsert.at && one.flaw == upsert.flaw; });
    if (!known) facts_.upserts.push_back(std::move(upsert));
  }
}

}  // namespace ringfence::analysis
