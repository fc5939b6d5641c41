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
  columns::observe_disconnects(bound, with);
  columns::observe_vault(bound, with);
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

bool is_open(const CredentialWrite& write) { return write.form == Form::kBound || write.form == Form::kUnknown; }

// Where one write is not known, those that protect the value show nothing of the column.
void weigh_writes(const std::vector<const CredentialWrite*>& writes, CredentialColumn& column) {
  const bool any_open = std::any_of(writes.begin(), writes.end(), [](const CredentialWrite* one) { return is_open(*one); });
  bool any_protects = false;
  for (const CredentialWrite* write : writes) {
    Evidence one = evidence_of(*write);
    if (one.weight == Weight::kNothing) continue;
    column.is_told_by_writes = column.is_told_by_writes || one.weight == Weight::kAgainst;
    const bool protects = write->form == Form::kProduced || write->form == Form::kReference;
    any_protects = any_protects || protects;
    if (protects && any_open) one.weight = Weight::kNothing;
    column.evidence.push_back(std::move(one));
  }
  if (!any_protects) return;
  for (const CredentialWrite* write : writes)
    if (is_open(*write)) column.evidence.push_back({Weight::kNothing, "what is written here is not known", write->at});
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

// What is hashed belongs in no vault, and a reference to it may stand anywhere.
bool ColumnObserver::is_outside_vault(const CredentialColumn& column) const {
  if (policy_.credential.vault.empty() || column.kind.treatment != Treatment::kReversible || columns::is_in_vault(*column.table, policy_)) return false;
  const std::string& name = column.table->columns[static_cast<size_t>(column.column)].name;
  const columns::Words words = columns::lexicon().words_of(name);
  const bool is_hashed = std::any_of(words.begin(), words.end(), [](const std::string& word) { return columns::lexicon().hashed.contains(word); });
  return !is_hashed && std::none_of(column.evidence.begin(), column.evidence.end(), [](const Evidence& one) {
    return one.what.starts_with("it refers to") || one.what.ends_with(": a reference") || one.what.find("sha") != std::string::npos || one.what.find("hash") != std::string::npos;
  });
}

void ColumnObserver::conclude(Facts& facts) const {
  columns::forget_cleared(facts);
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
      std::vector<const CredentialWrite*> writes;
      for (const CredentialWrite& write : facts.credential_writes)
        if (write.table == column.table && write.column == column.column) writes.push_back(&write);
      weigh_writes(writes, column);
      if (columns::is_against(column.evidence)) column.protection = Protection::kPlaintext;
      else if (columns::is_protected(column.evidence)) column.protection = Protection::kProtected;
      column.protected_twin = columns::protected_twin(*table, column.column);
      column.is_outside_vault = is_outside_vault(column);
      facts.credential_columns.push_back(std::move(column));
    }
  }
}

}  // namespace ringfence
