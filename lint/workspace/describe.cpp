// Markdown for people who point at a name or a finding.
#include <fmt/format.h>

#include "ringfence/name_at.h"
#include "ringfence/rule.h"

namespace ringfence {

namespace {

constexpr size_t kMostColumns = 40;

std::string line_of(Place at) {
  return at ? fmt::format("{}:{}", at.source->path(), at.source->position(at.span.begin).line) : std::string();
}

std::string owner_of(const Table& table) {
  const Ownership& owner = table.ownership;
  const std::string place = line_of(owner.because);
  return fmt::format("**{}**: {}{}\n", to_string(owner.owner_class), owner.why, place.empty() ? "" : " (" + place + ")");
}

std::string held(const DataKind& kind) {
  if (kind.data_class == DataClass::kNone) return {};
  return fmt::format("{}{}", kind.category.empty() ? std::string(to_string(kind.data_class)) : kind.category,
                     kind.treatment == Treatment::kNone ? "" : fmt::format(", {}", to_string(kind.treatment)));
}

std::string type_of(const Column& column) {
  return fmt::format("{}{}{}", column.domain.empty() ? column.type : column.domain, column.not_null ? " NOT NULL" : "",
                     column.generated ? " GENERATED" : column.has_default ? " DEFAULT" : "");
}

bool is_key(const Table& table, int column) {
  for (const int key : table.ownership.keys)
    if (key == column) return true;
  return false;
}

std::string references(const Table& table, int column) {
  std::string made;
  for (const ForeignKey& key : table.foreign_keys)
    for (size_t i = 0; i < key.columns.size() && i < key.target_columns.size(); ++i)
      if (key.columns[i] == column && key.target != nullptr)
        made += fmt::format("references `{}.{}`  \n", key.target->display_name(),
                            key.target->columns[static_cast<size_t>(key.target_columns[i])].name);
  return made;
}

std::string describe_table(const Table& table, const Project& project) {
  std::string made = fmt::format("**{}**, a table of tenants' rows: ", table.display_name());
  if (!table.belongs_to_tenant()) made = fmt::format("**{}**, a table: ", table.display_name());
  made += owner_of(table);
  if (!table.comment.empty()) made += fmt::format("\n{}\n", table.comment);
  if (table.rls_enabled)
    made += fmt::format("\nrow-level security{}, {} policies\n", table.rls_forced ? ", forced" : "", table.row_policies.size());
  made += "\n| column | type | holds |\n| --- | --- | --- |\n";
  for (size_t i = 0; i < table.columns.size() && i < kMostColumns; ++i)
    made += fmt::format("| `{}`{} | {} | {} |\n", table.columns[i].name, is_key(table, static_cast<int>(i)) ? " (tenant key)" : "",
                        type_of(table.columns[i]), held(project.columns.of(table, static_cast<int>(i))));
  if (table.columns.size() > kMostColumns) made += fmt::format("| … {} more | | |\n", table.columns.size() - kMostColumns);
  return made + fmt::format("\ndeclared at {}\n", line_of(table.declared_at));
}

std::string describe_column(const Table& table, int index, const Project& project) {
  const Column& column = table.columns[static_cast<size_t>(index)];
  std::string made = fmt::format("**{}.{}** `{}`\n\n", table.display_name(), column.name, type_of(column));
  if (is_key(table, index)) made += "the tenant key of its table  \n";
  made += references(table, index);
  const DataKind& kind = project.columns.of(table, index);
  if (kind.data_class != DataClass::kNone) made += fmt::format("holds {}: {}  \n", held(kind), kind.why);
  if (!column.comment.empty()) made += column.comment + "  \n";
  made += fmt::format("\nrows of `{}`: {}", table.display_name(), owner_of(table));
  return made + fmt::format("\ndeclared at {}\n", line_of(column.declared_at));
}

std::string describe_use(const RelationUse& use) {
  std::string made = fmt::format("\n---\n\nhere as `{}`, {}: **{}**", use.alias, use.access == Access::kWrite ? "written" : "read",
                                 to_string(use.proof.verdict));
  if (!use.proof.term.empty()) made += fmt::format(", its rows are those of `{}`", use.proof.term);
  if (use.proof.verdict == Verdict::kRefuted) made += fmt::format(" ({})", to_string(use.proof.gap));
  made += "\n";
  for (const Reason& reason : use.proof.reasons) made += fmt::format("- {}\n", reason.text);
  if (use.proof.verdict >= Verdict::kConditional && !use.missing_predicate.empty())
    made += fmt::format("\nmissing: `{}`\n", use.missing_predicate);
  return made;
}

}  // namespace

std::string describe(const NameAt& name, const ProjectSnapshot& snapshot, const Facts* uses) {
  std::string made;
  if (name.view != nullptr)
    made = fmt::format("**{}**, a {}view{}\n\ndeclared at {}\n", name.view->name, name.view->materialized ? "materialized " : "",
                       name.view->security_invoker ? " with its caller's rights" : "", line_of(name.view->declared_at));
  else if (name.table == nullptr) return {};
  else if (name.column >= 0) made = describe_column(*name.table, name.column, snapshot.project);
  else made = describe_table(*name.table, snapshot.project);
  if (uses == nullptr) return made;
  for (const RelationUse& use : uses->relation_uses)
    if (use.table->belongs_to_tenant() && use.at.source != nullptr && use.at.source->path() == name.at.source->path() &&
        use.at.span.begin <= name.at.span.begin && name.at.span.end <= use.at.span.end)
      made += describe_use(use);
  return made;
}

std::string describe(const Finding& finding) {
  std::string made = fmt::format("**{}** ({}): {}\n", finding.rule, to_string(finding.severity), finding.what);
  for (const Label& label : finding.why) made += fmt::format("- {} ({})\n", label.text, line_of(label.at));
  if (!finding.advice.empty()) made += fmt::format("\nhelp: {}\n", finding.advice);
  if (!finding.migration.empty()) {
    made += "\n```sql\n";
    for (const std::string& statement : finding.migration) made += statement + "\n";
    made += "```\n";
  }
  const Rule* rule = find_rule(finding.rule);
  if (rule != nullptr) made += fmt::format("\n{}\n", rule->summary);
  return made;
}

}  // namespace ringfence
