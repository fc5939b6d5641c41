#include "ringfence/finding.h"

#include "ringfence/facts.h"
#include "ringfence/data_class.h"
#include "ringfence/report.h"
#include "ringfence/rule.h"

namespace ringfence {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kOff: return "off";
    case Severity::kAudit: return "audit";
    case Severity::kNote: return "note";
    case Severity::kWarning: return "warning";
    case Severity::kError: return "error";
  }
  return "";
}

std::optional<Severity> severity_from(std::string_view word) {
  for (const Severity severity : {Severity::kOff, Severity::kAudit, Severity::kNote, Severity::kWarning, Severity::kError})
    if (word == to_string(severity)) return severity;
  return std::nullopt;
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProven: return "proven";
    case Verdict::kConditional: return "conditional";
    case Verdict::kUnknown: return "unknown";
    case Verdict::kRefuted: return "refuted";
  }
  return "";
}

std::string_view to_string(Gap gap) {
  constexpr std::string_view kNames[] = {"none",        "unscoped",    "id-only",   "optional-filter", "escaping-or", "ineffective-join-filter",
                                         "leaky-window", "partial-key", "set-scope", "other-term",      "literal",     "crossing-join"};
  return kNames[static_cast<size_t>(gap)];
}

std::string_view to_string(StatementKind kind) {
  constexpr std::string_view kNames[] = {"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "bulk command", "CALL", "definition", "other"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view to_string(RowCommand command) {
  constexpr std::string_view kNames[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
  return kNames[static_cast<size_t>(command)];
}

namespace {

template <class Fact>
void move_behind(std::vector<Fact>& to, std::vector<Fact>& from, int shift) {
  for (Fact& fact : from) {
    if constexpr (requires { fact.statement; }) fact.statement += fact.statement < 0 ? 0 : shift;
    to.push_back(std::move(fact));
  }
}

}  // namespace

void Facts::append(Facts&& other) {
  const int shift = static_cast<int>(statements.size());
  move_behind(statements, other.statements, shift);
  move_behind(relation_uses, other.relation_uses, shift);
  move_behind(inserted_rows, other.inserted_rows, shift);
  move_behind(foreign_parents, other.foreign_parents, shift);
  move_behind(upserts, other.upserts, shift);
  move_behind(owner_changes, other.owner_changes, shift);
  move_behind(bulk_commands, other.bulk_commands, shift);
  move_behind(unknown_relations, other.unknown_relations, shift);
  move_behind(dynamic_sql, other.dynamic_sql, shift);
  move_behind(tenant_arguments, other.tenant_arguments, shift);
  move_behind(value_leaks, other.value_leaks, shift);
  move_behind(watched_leaks, other.watched_leaks, shift);
  log_statements += other.log_statements;
  move_behind(statement_logs, other.statement_logs, shift);
  move_behind(view_reads, other.view_reads, shift);
  move_behind(setting_changes, other.setting_changes, shift);
  move_behind(tenant_schemas, other.tenant_schemas, shift);
  move_behind(schema_drifts, other.schema_drifts, shift);
  move_behind(table_securities, other.table_securities, shift);
  move_behind(row_proofs, other.row_proofs, shift);
  move_behind(unread_inputs, other.unread_inputs, shift);
  move_behind(policy_mistakes, other.policy_mistakes, shift);
  move_behind(allow_comments, other.allow_comments, shift);
  move_behind(credential_columns, other.credential_columns, shift);
  move_behind(credential_leftovers, other.credential_leftovers, shift);
  move_behind(vault_reads, other.vault_reads, shift);
  move_behind(credential_writes, other.credential_writes, shift);
  move_behind(credential_literals, other.credential_literals, shift);
  move_behind(credential_results, other.credential_results, shift);
  move_behind(personal_sql_logs, other.personal_sql_logs, shift);
  move_behind(retention_breaches, other.retention_breaches, shift);
  move_behind(audit_changes, other.audit_changes, shift);
  move_behind(unlogged_reveals, other.unlogged_reveals, shift);
  move_behind(stored_transients, other.stored_transients, shift);
  move_behind(restricted_transfers, other.restricted_transfers, shift);
  move_behind(repeated_events, other.repeated_events, shift);
  move_behind(stray_uses, other.stray_uses, shift);
  move_behind(stray_grants, other.stray_grants, shift);
  move_behind(kept_promises, other.kept_promises, shift);
  move_behind(undecided_promises, other.undecided_promises, shift);
  move_behind(row_changes, other.row_changes, shift);
  move_behind(column_uses, other.column_uses, shift);
  move_behind(row_inserts, other.row_inserts, shift);
  move_behind(routine_calls, other.routine_calls, shift);
  move_behind(open_texts, other.open_texts, shift);
  move_behind(made_tables, other.made_tables, shift);
}

std::string_view to_string(Protection protection) {
  switch (protection) {
    case Protection::kProtected: return "protected";
    case Protection::kPlaintext: return "plaintext";
    case Protection::kNotShown: return "not shown";
  }
  return "";
}

namespace {

std::string column_name(const Table& table, int column) {
  return table.display_name() + "." + table.columns[static_cast<size_t>(column)].name;
}

}  // namespace

std::string CredentialColumn::name() const { return column_name(*table, column); }
std::string CredentialWrite::name() const { return column_name(*table, column); }

Findings::Builder Findings::add(Place at, std::string what) {
  Finding finding;
  finding.rule = rule_;
  finding.severity = severity_;
  finding.at = at;
  finding.what = std::move(what);
  findings_.push_back(std::move(finding));
  return Builder(findings_.back());
}

Findings::Builder& Findings::Builder::because(Place at, std::string text) {
  if (at) finding_.why.push_back({at, std::move(text)});
  return *this;
}

Findings::Builder& Findings::Builder::advise(std::string text) {
  finding_.advice = std::move(text);
  return *this;
}

Findings::Builder& Findings::Builder::fix(Fix fix) {
  finding_.fixes.push_back(std::move(fix));
  return *this;
}

Findings::Builder& Findings::Builder::migrate(std::vector<std::string> statements) {
  finding_.migration = std::move(statements);
  return *this;
}

Findings::Builder& Findings::Builder::severity(Severity severity) {
  finding_.severity = std::min(finding_.severity, severity);
  return *this;
}

Findings::Builder& Findings::Builder::about(const Table* table, int column) {
  if (table != nullptr) finding_.about.push_back({table, column});
  return *this;
}

Findings::Builder& Findings::Builder::breaks(std::string commitment) {
  finding_.breaks.push_back(std::move(commitment));
  return *this;
}

Findings::Builder& Findings::Builder::subject(std::string subject) {
  finding_.subject = std::move(subject);
  return *this;
}

int Report::count(Severity severity) const {
  int count = 0;
  for (const ReportedFinding& one : findings) count += !one.suppression && one.finding.severity == severity;
  return count;
}

}  // namespace ringfence
