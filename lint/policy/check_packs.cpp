#include "lint/policy/check_packs.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/policy/complaint.h"
#include "ringfence/data_class.h"

namespace ringfence::policy {

namespace {

class PackChecker {
 public:
  PackChecker(const Policy& policy, const Catalog& catalog) : policy_(policy), catalog_(catalog) {
    for (const auto& table : catalog.tables) {
      tables_.push_back(table->name);
      for (const Column& column : table->columns) columns_.push_back(table->name + "." + column.name);
    }
    for (const Channel channel : kChannels) ways_.emplace_back(to_string(channel));
    for (const Policy::Recipient& one : policy.recipients) ways_.push_back(one.name.value);
  }

  std::vector<PolicyMistake> run() {
    for (const Commitment& one : policy_.commitments)
      if (one.at) check(one);
    return std::move(mistakes_);
  }

 private:
  void check(const Commitment& one) {
    check_names(one.about);
    check_names(one.append_only);
    for (const Retention& retention : one.retentions) {
      check_names(retention.tables);
      check_names(retention.redact);
    }
    for (const Reveal& reveal : one.reveals) {
      check_names(reveal.columns);
      check_names({reveal.audit});
    }
    for (const Confinement& confinement : one.confinements) check_names(confinement.columns);
    for (const Deduplication& deduplication : one.deduplications) check_deduplication(deduplication);
    for (const Restriction& restriction : one.restrictions) {
      check_names(restriction.tables);
      for (const Setting& way : restriction.never_to) check_way(way);
    }
  }

  void complain(Place at, std::string what, const std::string& near, std::string otherwise) {
    mistakes_.push_back({at, std::move(what), near.empty() ? std::move(otherwise) : fmt::format("did you mean '{}'?", near)});
  }

  void check_names(const std::vector<NamePattern>& patterns) {
    for (const NamePattern& pattern : patterns) {
      if (means_anything(pattern, catalog_)) continue;
      const bool is_column = pattern.value.find('.') != std::string::npos;
      complain(pattern.at, fmt::format("{} means no table or column of the schema", policy::quoted(pattern.value)),
               nearest_name(pattern.value, is_column ? columns_ : tables_), "`ringfence catalog` lists the tables");
    }
  }

  void check_deduplication(const Deduplication& one) {
    check_names(one.tables);
    for (const auto& table : catalog_.tables) {
      const auto means = [&](const NamePattern& pattern) { return means_table(pattern, *table); };
      if (std::none_of(one.tables.begin(), one.tables.end(), means)) continue;
      std::vector<std::string> names;
      for (const Column& column : table->columns) names.push_back(column.name);
      for (const Setting& key : one.key)
        if (table->column_index(key.value) < 0)
          complain(key.at, fmt::format("'{}' has no column {}", table->display_name(), policy::quoted(key.value)), nearest_name(key.value, names), "name columns of the table");
    }
  }

  void check_way(const Setting& way) {
    if (std::find(ways_.begin(), ways_.end(), way.value) != ways_.end()) return;
    complain(way.at, fmt::format("{} is neither a channel nor one of [[recipients]]", policy::quoted(way.value)), nearest_name(way.value, ways_),
             fmt::format("one of: {}; or declare it in [[recipients]]", fmt::join(ways_, ", ")));
  }

  const Policy& policy_;
  const Catalog& catalog_;
  std::vector<std::string> tables_;
  std::vector<std::string> columns_;
  std::vector<std::string> ways_;
  std::vector<PolicyMistake> mistakes_;
};

}  // namespace

std::vector<PolicyMistake> check_packs(const Policy& policy, const Catalog& catalog) { return PackChecker(policy, catalog).run(); }

}  // namespace ringfence::policy
