#include "lint/lifecycle/durations.h"

#include <algorithm>

#include "lint/lifecycle/time_form.h"

namespace ringfence::lifecycle {

namespace {

constexpr size_t kMostWays = 8;

bool is_integer(std::string_view type) { return type == "int2" || type == "int4" || type == "int8"; }

std::vector<const RoutineParameter*> inputs_of(const Routine& routine) {
  std::vector<const RoutineParameter*> made;
  for (const RoutineParameter& one : routine.parameters)
    if (one.mode != RoutineParameter::Mode::kOut && one.mode != RoutineParameter::Mode::kTable) made.push_back(&one);
  return made;
}

// A column that says until when a row is good, by its name.
bool names_an_end(const std::string& name) {
  static constexpr std::string_view kWords[] = {"expir", "until", "delete_after", "purge_after", "remove_after", "valid_to", "due"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

std::optional<TimeForm> form_of_text(SqlBinder& binder, const std::string& expression) {
  if (expression.empty()) return std::nullopt;
  const Source source("", "SELECT " + expression);
  SqlText text;
  text.text = std::string(source.text());
  text.source = &source;
  text.host = {0, static_cast<uint32_t>(text.text.size())};
  text.pieces.push_back({0, 0, true});
  const BoundStatement bound = binder.bind(text);
  if (bound.query == nullptr || bound.query->root == kNothing) return std::nullopt;
  const Block& block = bound.query->block(bound.query->root);
  if (block.outputs.size() != 1) return std::nullopt;
  return TimeReader(*bound.query).form_of(block.outputs[0].value);
}

}  // namespace

Duration with_argument(const Duration& duration, const Duration& given) {
  Duration made = duration;
  made.parameter = 0;
  made.unit.reset();
  made.is_moment = false;
  if (!given.is_known || given.parameter != 0) {
    made.is_known = false;
    made.what = given.what.empty() ? duration.what : given.what;
    return made;
  }
  // A moment in the past: the age is what is taken from the present.
  if (duration.is_moment != given.is_moment) {
    made.is_known = false;
    return made;
  }
  if (given.is_moment) {
    made.fixed = {duration.fixed.months - given.fixed.months, duration.fixed.seconds - given.fixed.seconds};
    return made;
  }
  const Interval more = duration.unit ? times(*duration.unit, static_cast<double>(given.fixed.seconds)) : given.fixed;
  made.fixed.months += duration.sign * more.months;
  made.fixed.seconds += duration.sign * more.seconds;
  return made;
}

std::string age_text(const Age& age) {
  if (!age.is_known) return age.what;
  return to_string(age.longest);
}

Durations::Durations(const Catalog& catalog, const Facts& facts) : facts_(facts) {
  SqlBinder binder(catalog);
  for (const auto& routine : catalog.routines) {
    const std::vector<const RoutineParameter*> inputs = inputs_of(*routine);
    for (size_t i = 0; i < inputs.size(); ++i)
      if (const auto form = form_of_text(binder, inputs[i]->default_text))
        if (const auto given = argument_of(*form)) defaults_.emplace(std::pair(routine.get(), i), *given);
  }
  for (const auto& table : catalog.tables)
    for (size_t i = 0; i < table->columns.size(); ++i) {
      const Column& column = table->columns[i];
      if (column.default_text.empty() || (!column.type.starts_with("timestamp") && column.type != "date")) continue;
      if (const auto form = form_of_text(binder, column.default_text); form && form->kind == TimeForm::Kind::kNow)
        column_defaults_.emplace(std::pair(table.get(), static_cast<int>(i)), form->span);
    }
}

std::optional<Duration> Durations::default_of(const Routine& routine, size_t parameter) const {
  const auto found = defaults_.find({&routine, parameter});
  return found == defaults_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Duration> Durations::of(const Duration& duration, const Routine* routine) const {
  Duration open = duration;
  open.is_known = false;
  if (duration.parameter == 0) return {duration};
  if (routine == nullptr) return {open};
  const std::vector<const RoutineParameter*> inputs = inputs_of(*routine);
  // EXECUTE … USING counts anew: the name is right.
  const auto named = std::find_if(inputs.begin(), inputs.end(), [&](const RoutineParameter* one) { return !one->name.empty() && one->name == duration.what; });
  const auto index = named != inputs.end() ? static_cast<size_t>(named - inputs.begin()) : static_cast<size_t>(duration.parameter) - 1;
  if (index >= inputs.size()) return {open};
  open.what = inputs[index]->name;
  Duration counted = duration;
  // CURRENT_DATE - p_days
  if (!counted.unit && !counted.is_moment && is_integer(inputs[index]->type)) counted.unit = Interval{0, 86400};
  const std::optional<Duration> otherwise = default_of(*routine, index);
  std::vector<Duration> made;
  for (const RoutineCall& call : facts_.routine_calls) {
    if (call.routine != routine || made.size() >= kMostWays) continue;
    const std::optional<Duration> given = index < call.arguments.size() && call.arguments[index] ? call.arguments[index] : otherwise;
    Duration one = given ? with_argument(counted, *given) : open;
    const bool is_known = std::any_of(made.begin(), made.end(), [&](const Duration& other) { return other.is_known == one.is_known && other.fixed == one.fixed; });
    if (!is_known) made.push_back(std::move(one));
  }
  if (made.empty()) made.push_back(otherwise ? with_argument(counted, *otherwise) : open);
  return made;
}

std::vector<Duration> Durations::expiries(const Table& table, int column) const {
  std::vector<Duration> made;
  if (const auto found = column_defaults_.find({&table, column}); found != column_defaults_.end()) made.push_back(found->second);
  for (const RowInsert& insert : facts_.row_inserts)
    if (insert.table == &table)
      for (const RowInsert::Expiry& one : insert.expiries)
        if (one.column == column) made.push_back(one.after);
  return made;
}

Age Durations::age(const AgeLimit& limit, const Duration& duration) const {
  Age made;
  made.at = limit.at;
  made.table = limit.table;
  made.is_known = duration.is_known && duration.parameter == 0;
  made.what = duration.what.empty() ? "an expression" : duration.what;
  made.shortest = made.longest = duration.fixed;
  if (!made.is_known || limit.table == nullptr || limit.column < 0) return made;
  const std::string& name = limit.table->columns[static_cast<size_t>(limit.column)].name;
  const std::vector<Duration> after = expiries(*limit.table, limit.column);
  const bool is_set_to_now = std::any_of(after.begin(), after.end(), [](const Duration& one) { return one.is_known && one.parameter == 0 && one.fixed == Interval{}; });
  const bool is_end = names_an_end(name) || duration.fixed == Interval{};
  bool any = false;
  for (const Duration& one : after) {
    if (!one.is_known || one.parameter != 0 || one.fixed == Interval{}) continue;
    const Interval whole{duration.fixed.months + one.fixed.months, duration.fixed.seconds + one.fixed.seconds};
    made.shortest = any && !is_longer(made.shortest, whole) ? made.shortest : whole;
    made.longest = any && !is_longer(whole, made.longest) ? made.longest : whole;
    any = true;
  }
  // How long after it was made a row expires is said where it is made.
  if (!any && is_end && !(is_set_to_now && !names_an_end(name))) {
    made.is_known = false;
    made.what = "what is written to " + limit.table->display_name() + "." + name;
  }
  return made;
}

std::vector<Age> Durations::ages(const AgeLimits& limits, const Routine* routine) const {
  std::vector<Age> made;
  for (const AgeLimit& limit : limits) {
    std::vector<Age> ways;
    for (const Duration& one : of(limit.age, routine)) {
      const Age next = age(limit, one);
      if (made.empty()) ways.push_back(next);
      // All limits have to be met: the longest counts.
      for (const Age& before : made) {
        if (ways.size() >= kMostWays) break;
        Age both = before;
        both.is_known = before.is_known && next.is_known;
        if (!next.is_known) both.what = next.what;
        if (is_longer(next.shortest, both.shortest)) both.shortest = next.shortest, both.at = next.at, both.table = next.table;
        if (is_longer(next.longest, both.longest)) both.longest = next.longest;
        ways.push_back(std::move(both));
      }
    }
    made = std::move(ways);
  }
  return made;
}

}  // namespace ringfence::lifecycle
