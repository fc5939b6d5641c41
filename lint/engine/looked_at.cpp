#include "lint/engine/looked_at.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::engine {

namespace {

bool has_rule_of(const Commitment& commitment, std::string_view family) {
  return std::any_of(commitment.rules.begin(), commitment.rules.end(), [&](const Setting& one) {
    return one.value == family || (one.value.starts_with(family) && one.value[family.size()] == '-');
  });
}

std::string plural(int count, std::string_view one, std::string_view many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

void look_at_uses(const Commitment& commitment, const Facts& facts, std::vector<LookedAt>& seen) {
  int uses = 0, conditional = 0, unknown = 0;
  for (const RelationUse& use : facts.relation_uses) {
    if (!use.table->belongs_to_tenant() || !is_meant(commitment, *use.table)) continue;
    ++uses;
    conditional += use.proof.verdict == Verdict::kConditional;
    unknown += use.proof.verdict == Verdict::kUnknown;
  }
  if (uses == 0) return;
  std::string what = plural(uses, "use of a tenant's table", "uses of tenants' tables") + " looked at";
  if (conditional > 0) what += fmt::format(", {} proven as long as foreign keys do not cross tenants", conditional);
  if (unknown > 0) what += fmt::format(", {} could not be proven either way", unknown);
  seen.push_back({std::move(what), unknown > 0});
}

void look_at_unread(const Facts& facts, std::vector<LookedAt>& seen) {
  const int unread = static_cast<int>(facts.unread_inputs.size());
  if (unread > 0) seen.push_back({plural(unread, "statement or unit", "statements or units") + " could not be read", true});
}

void look_at_schema(const Commitment& commitment, const Facts& facts, std::vector<LookedAt>& seen) {
  int tables = 0;
  for (const auto& table : facts.catalog->tables) tables += table->belongs_to_tenant() && is_meant(commitment, *table);
  if (tables > 0) seen.push_back({plural(tables, "tenant's table", "tenants' tables") + " looked at", false});
}

int count_columns(const Commitment& commitment, const Facts& facts) {
  int columns = 0;
  for (const auto& table : facts.catalog->tables)
    for (size_t i = 0; i < table->columns.size(); ++i) columns += is_meant(commitment, *table, static_cast<int>(i));
  return columns;
}

void look_at_credentials(const Commitment& commitment, const Facts& facts, std::vector<LookedAt>& seen) {
  int columns = 0, open = 0;
  for (const CredentialColumn& one : facts.credential_columns) {
    if (!is_meant(commitment, *one.table, one.column)) continue;
    ++columns;
    open += one.protection == Protection::kNotShown && !one.is_told_by_writes;
  }
  const int all = count_columns(commitment, facts);
  if (all == 0) return;
  std::string what = columns == 0 ? plural(all, "column", "columns") + " looked at, none holds a credential"
                                  : plural(columns, "credential column", "credential columns") + " looked at";
  if (open > 0) what += fmt::format(", of {} the protection is not shown", open);
  seen.push_back({std::move(what), open > 0});
}

void look_at_ways_out(const Facts& facts, std::vector<LookedAt>& seen) {
  if (facts.log_statements > 0) seen.push_back({plural(facts.log_statements, "place", "places") + " of the C++ that log looked at", false});
  const int statements = static_cast<int>(facts.statements.size());
  if (statements > 0) seen.push_back({plural(statements, "statement", "statements") + " looked at", false});
}

}  // namespace

bool is_meant(const Commitment& commitment, const Table& table, int column) {
  return commitment.about.empty() || std::any_of(commitment.about.begin(), commitment.about.end(), [&](const NamePattern& one) {
           return means_table(one, table) || (column >= 0 && means_column(one, table, column));
         });
}

std::vector<LookedAt> looked_at(const Commitment& commitment, const Facts& facts) {
  std::vector<LookedAt> seen;
  for (const NamePattern& pattern : commitment.about)
    if (!means_anything(pattern, *facts.catalog)) seen.push_back({fmt::format("undecided: '{}' means no table or column of the schema", pattern.value), true});
  if (has_rule_of(commitment, "tenant")) look_at_uses(commitment, facts, seen);
  if (has_rule_of(commitment, "tenant")) look_at_unread(facts, seen);
  if (has_rule_of(commitment, "schema")) look_at_schema(commitment, facts, seen);
  if (has_rule_of(commitment, "credential")) look_at_credentials(commitment, facts, seen);
  if (has_rule_of(commitment, "personal") || has_rule_of(commitment, "credential")) look_at_ways_out(facts, seen);
  return seen;
}

}  // namespace ringfence::engine
