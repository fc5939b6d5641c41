// Settings by which the server's log holds statements together with their values.
#include <algorithm>
#include <array>

#include "lint/columns/observation.h"
#include "ringfence/lower_case.h"

namespace ringfence::columns {

namespace {

bool holds_data(const Observation& with) {
  return std::any_of(with.catalog.tables.begin(), with.catalog.tables.end(), [&](const auto& table) {
    for (size_t i = 0; i < table->columns.size(); ++i)
      if (with.classes.of(*table, static_cast<int>(i)).data_class != DataClass::kNone) return true;
    return false;
  });
}

// Of what the setting turns on, whether this value does: the word "off", -1 and 0 of a length do not.
bool turns_on(const std::string& setting, const std::string& value) {
  const std::string word = lower_case(value);
  if (setting == "log_statement") return word == "all" || word == "mod";
  static constexpr std::array<std::string_view, 3> kTimes = {"log_min_duration_statement", "log_min_duration_sample", "auto_explain.log_min_duration"};
  if (std::find(kTimes.begin(), kTimes.end(), setting) != kTimes.end()) return !word.empty() && !word.starts_with("-");
  static constexpr std::array<std::string_view, 2> kLengths = {"log_parameter_max_length_on_error", "auto_explain.log_parameter_max_length"};
  if (std::find(kLengths.begin(), kLengths.end(), setting) != kLengths.end()) return !word.empty() && word != "0";
  return setting == "pgaudit.log_parameter" && (word == "on" || word == "true" || word == "yes" || word == "1");
}

}  // namespace

void observe_settings(const BoundStatement& bound, const Observation& with) {
  for (const SettingChange& change : bound.query->setting_changes) {
    const std::string setting = lower_case(change.setting);
    if (change.values.empty() || !turns_on(setting, change.values[0]) || !holds_data(with)) continue;
    if (with.policy.personal.allows("personal", kStatementLog)) continue;
    StatementLog log;
    log.statement = with.statement;
    log.what = "SET " + setting + " = " + change.values[0];
    log.at = change.at;
    with.facts.statement_logs.push_back(std::move(log));
  }
}

}  // namespace ringfence::columns
