#include "lint/history/state_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ringfence/rule.h"

namespace ringfence::history {

namespace {

// Further ones say nothing new; how many there are is told by the coverage.
constexpr size_t kMostLines = 500;

std::string joined(const Table& table, const std::vector<int>& columns) {
  std::string text;
  for (const int column : columns)
    if (column >= 0) text += (text.empty() ? "" : ", ") + table.columns[static_cast<size_t>(column)].name;
  return text;
}

std::string name_of(const Table& table, int column) { return table.display_name() + "." + table.columns[static_cast<size_t>(column)].name; }

std::string owner_of(const Table& table) {
  if (table.ownership.owner_class != OwnerClass::kVia) return joined(table, table.ownership.keys);
  std::string text;
  for (const int parent : table.ownership.parents) {
    const ForeignKey& key = table.foreign_keys[static_cast<size_t>(parent)];
    text += fmt::format("{}{} -> {}", text.empty() ? "" : "; ", joined(table, key.columns), key.target->display_name());
  }
  return text;
}

std::string length_of(const Retention& retention) {
  std::string text;
  if (retention.at_most) text = "at most " + to_string(*retention.at_most);
  if (retention.at_least) text += (text.empty() ? "at least " : ", at least ") + to_string(*retention.at_least);
  return text;
}

// Where the values of columns go, by "table.column".
class Ways {
 public:
  Ways(const Facts& facts, const PlainWords& words, ProjectPaths& paths) {
    for (const ValueLeak& leak : facts.value_leaks) {
      const std::string where = std::string(to_string(leak.channel)) + (leak.recipient.empty() ? "" : " " + leak.recipient);
      if (leak.table != nullptr && leak.column >= 0) add(name_of(*leak.table, leak.column), words.of(fmt::format("{} ({})", where, paths.line_of(leak.at))));
      else flows_.push_back({words.of(leak.given), leak.category, std::string(to_string(leak.data_class)), std::string(to_string(leak.channel)), words.of(leak.recipient), paths.line_of(leak.at)});
    }
    for (const PersonalSqlLog& log : facts.personal_sql_logs) add(log.what, fmt::format("{} ({})", log.how == PersonalSqlLog::How::kRowIntoLog ? "table " + log.where : "server log", paths.line_of(log.at)));
    for (const CredentialResult& result : facts.credential_results)
      add(name_of(*result.table, result.column), fmt::format("{} ({})", result.view == nullptr ? "result of a query" : "view " + result.view->name, paths.line_of(result.at)));
  }
  std::vector<std::string> of(const std::string& column) const {
    const auto found = ways_.find(column);
    return found == ways_.end() ? std::vector<std::string>() : std::vector<std::string>(found->second.begin(), found->second.end());
  }
  const std::vector<RecordedFlow>& flows() const { return flows_; }

 private:
  void add(const std::string& column, std::string way) { ways_[column].insert(std::move(way)); }
  std::map<std::string, std::set<std::string>> ways_;
  std::vector<RecordedFlow> flows_;
};

bool is_part_of(const std::string& category, const std::string& wanted) {
  return category == wanted || category.starts_with(wanted + ".");
}

class Inventory {
 public:
  Inventory(const Project& project, const Facts& facts, const PlainWords& words, ProjectPaths& paths)
      : project_(project), words_(words), paths_(paths), ways_(facts, words, paths) {
    for (const CredentialColumn& one : facts.credential_columns) protections_[{one.table, one.column}] = &one;
  }

  std::vector<RecordedColumn> columns() const {
    std::vector<RecordedColumn> made;
    for (const auto& table : project_.catalog->tables) {
      // A partition holds what its table holds.
      if (table->kind == Table::Kind::kPartition) continue;
      for (size_t i = 0; i < table->columns.size(); ++i)
        if (const DataKind& kind = project_.columns.of(*table, static_cast<int>(i)); kind.data_class != DataClass::kNone) made.push_back(column(*table, static_cast<int>(i), kind));
    }
    return made;
  }
  const std::vector<RecordedFlow>& flows() const { return ways_.flows(); }

 private:
  RecordedColumn column(const Table& table, int index, const DataKind& kind) const {
    const Column& column = table.columns[static_cast<size_t>(index)];
    RecordedColumn made;
    made.table = table.display_name();
    made.column = column.name;
    made.type = column.type;
    made.data_class = to_string(kind.data_class);
    made.category = kind.category;
    made.fides = fides_key(kind.category);
    if (kind.treatment != Treatment::kNone) made.treatment = to_string(kind.treatment);
    made.why = words_.of(kind.why);
    if (const auto known = protections_.find({&table, index}); known != protections_.end()) {
      made.protection = to_string(known->second->protection);
      for (const Evidence& one : known->second->evidence) made.evidence.push_back(words_.of(one.what) + (one.at ? " (" + paths_.line_of(one.at) + ")" : ""));
    }
    made.goes_to = ways_.of(made.name());
    for (const Policy::Recipient& one : project_.policy.recipients)
      if (std::any_of(one.categories.begin(), one.categories.end(), [&](const Setting& wanted) { return is_part_of(kind.category, wanted.value); })) made.recipients.push_back(one.name.value);
    for (const Commitment& commitment : project_.policy.commitments)
      for (const Retention& one : commitment.retentions)
        if (covers(one, table, index)) made.retention.push_back(fmt::format("{} ({})", length_of(one), commitment.name()));
    return made;
  }

  static bool covers(const Retention& retention, const Table& table, int column) {
    return std::any_of(retention.tables.begin(), retention.tables.end(), [&](const NamePattern& one) { return means_table(one, table); }) ||
           std::any_of(retention.redact.begin(), retention.redact.end(), [&](const NamePattern& one) { return means_column(one, table, column); });
  }

  const Project& project_;
  const PlainWords& words_;
  ProjectPaths& paths_;
  Ways ways_;
  std::map<std::pair<const Table*, int>, const CredentialColumn*> protections_;
};

}  // namespace

ProjectState state_of(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin, const PlainWords& words, ProjectPaths& paths) {
  ProjectState state;
  for (const auto& table : project.catalog->tables) {
    if (table->kind == Table::Kind::kPartition || table->kind == Table::Kind::kTemporary) continue;
    const Ownership& ownership = table->ownership;
    state.tables.push_back({table->display_name(), std::string(to_string(ownership.owner_class)), owner_of(*table), words.of(ownership.why),
                            paths.line_of(ownership.because ? ownership.because : table->declared_at)});
  }
  const Inventory inventory(project, facts, words, paths);
  state.columns = inventory.columns();
  state.flows = inventory.flows();
  for (const Rule& rule : all_rules())
    if (effective_severity(rule, project.policy, {}) == Severity::kOff) state.rules_off.emplace_back(rule.id);
  for (const std::string& line : origin.trouble) state.not_read.push_back(words.of(line));
  for (const std::string& line : project.code_warnings) state.not_read.push_back(words.of(line));
  for (const UnreadInput& one : facts.unread_inputs)
    if (state.not_read.size() < kMostLines) state.not_read.push_back(words.of(fmt::format("{}: {}", paths.line_of(one.at), one.what)));
  for (const UnknownStatement& one : report.unknown)
    if (state.unknown.size() < kMostLines) state.unknown.push_back(words.of(fmt::format("{}{}: {}", paths.line_of(one.at), one.name.empty() ? "" : " " + one.name, one.because)));
  state.dynamic_sql = static_cast<int>(facts.dynamic_sql.size());
  state.calls_without_text = static_cast<int>(project.code.without_text.size());
  return state;
}

}  // namespace ringfence::history
