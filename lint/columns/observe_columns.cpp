// ColumnObserver: what is seen of each statement, and what all of it says of each column.
#include <fmt/format.h>

#include <algorithm>

#include "lint/columns/evidence.h"
#include "lint/columns/lexicon.h"
#include "lint/columns/observation.h"

namespace ringfence {

using columns::Observation;
using Form = CredentialWrite::Form;
using Weight = Evidence::Weight;

void ColumnObserver::observe(const BoundStatement& bound, int statement, Facts& facts) const {
  const Observation with{catalog_, classes_, policy_, statement, facts};
  if (bound.query == nullptr || bound.query->text == nullptr) return;
  if (bound.is_raise) return columns::observe_raise(bound, with);
  columns::observe_writes(bound, with);
  columns::observe_results(bound, nullptr, with);
  columns::observe_logs(bound, with);
  columns::observe_settings(bound, with);
}

void ColumnObserver::observe_view(const View& view, const BoundStatement& bound, Facts& facts) const {
  const Observation with{catalog_, classes_, policy_, -1, facts};
  if (bound.query == nullptr || bound.query->text == nullptr) return;
  columns::observe_results(bound, &view, with);
}

namespace {

// A write as evidence; of a value that only the caller knows there is none.
Evidence evidence_of(const CredentialWrite& write) {
  switch (write.form) {
    case Form::kProduced: return {Weight::kStrong, fmt::format("written from {}", write.given), write.at};
    case Form::kReference: return {Weight::kStrong, fmt::format("written from {}: a reference", write.given), write.at};
    case Form::kReadBack: return {Weight::kStrong, fmt::format("read by {}", write.given), write.at};
    case Form::kLiteral: return {Weight::kAgainst, "written as a literal", write.at};
    case Form::kGenerated: return {Weight::kAgainst, fmt::format("{} is stored as it is", write.given), write.at};
    case Form::kCopied: return {Weight::kAgainst, fmt::format("copied from {}", write.given), write.at};
    case Form::kPlain: return {Weight::kAgainst, fmt::format("{} is bound as it is", write.given), write.at};
    case Form::kWeakHash:
    case Form::kEncoded: return {Weight::kAgainst, fmt::format("written from {}", write.given), write.at};
    default: return {};
  }
}

// Encodings and weak hashes in a name, as writes: their rules speak of them.
void note_named_form(const CredentialColumn& column, Facts& facts) {
  for (const Evidence& one : column.evidence) {
    const bool is_encoding = one.what.ends_with("encoding is not encryption");
    const bool is_weak = one.what.ends_with("found out quickly");
    if (!is_encoding && !is_weak) continue;
    CredentialWrite write;
    write.statement = -1;
    write.table = column.table;
    write.column = column.column;
    write.kind = column.kind;
    write.form = is_weak ? Form::kWeakHash : Form::kEncoded;
    write.at = one.at;
    facts.credential_writes.push_back(std::move(write));
  }
}

}  // namespace

void ColumnObserver::conclude(Facts& facts) const {
  for (const auto& table : catalog_.tables) {
    if (table->kind == Table::Kind::kPartition) continue;
    for (size_t i = 0; i < table->columns.size(); ++i) {
      CredentialColumn column;
      column.table = table.get();
      column.column = static_cast<int>(i);
      column.kind = classes_.of(*table, column.column);
      if (column.kind.data_class != DataClass::kCredential && column.kind.treatment != Treatment::kProhibited) continue;
      column.evidence = columns::ddl_evidence(*table, column.column, column.kind);
      note_named_form(column, facts);
      for (const CredentialWrite& write : facts.credential_writes) {
        if (write.table != column.table || write.column != column.column) continue;
        if (Evidence one = evidence_of(write); one.weight != Weight::kNothing) column.evidence.push_back(std::move(one));
        column.is_told_by_writes = column.is_told_by_writes || evidence_of(write).weight == Weight::kAgainst;
      }
      if (columns::is_against(column.evidence)) column.protection = Protection::kPlaintext;
      else if (columns::is_protected(column.evidence)) column.protection = Protection::kProtected;
      column.protected_twin = columns::protected_twin(*table, column.column);
      facts.credential_columns.push_back(std::move(column));
    }
  }
}

}  // namespace ringfence
