#include "lint/lifecycle/bound_durations.h"

#include <algorithm>

#include "lint/lifecycle/code_durations.h"
#include "lint/lifecycle/durations.h"

namespace ringfence::lifecycle {

namespace {

constexpr size_t kMostValues = 6;

class Settler {
 public:
  Settler(const CodeStatement& statement, const CodeReading& code) : statement_(statement), tracer_(code) {}

  // What a length with a parameter may be; as it is where it has none.
  std::vector<Duration> settled(const Duration& duration) const {
    if (duration.parameter == 0) return {duration};
    Duration open = duration;
    open.parameter = 0;
    open.is_known = false;
    std::vector<Duration> made;
    for (const BoundArgument& argument : statement_.arguments) {
      if (argument.number != duration.parameter) continue;
      if (!argument.name.empty()) open.what = argument.name;
      for (const BoundValue& value : argument.values)
        for (const CodeDuration& one : tracer_.durations_of({value.frame, value.value})) {
          Duration next = open;
          if (one.is_known && one.is_moment == duration.is_moment) next = with_value(duration, one);
          const bool is_known = std::any_of(made.begin(), made.end(), [&](const Duration& other) { return other.is_known == next.is_known && other.fixed == next.fixed; });
          if (!is_known && made.size() < kMostValues) made.push_back(std::move(next));
        }
    }
    if (made.empty()) made.push_back(open);
    return made;
  }

 private:
  static Duration with_value(const Duration& duration, const CodeDuration& value) {
    Duration counted = duration;
    // now() - $1 with a plain number bound can only be CURRENT_DATE - $1.
    if (value.is_number && !counted.unit) counted.unit = Interval{0, 86400};
    if (!value.is_number) counted.unit.reset();
    Duration given;
    given.fixed = value.is_number ? Interval{0, value.number} : value.interval;
    given.is_moment = value.is_moment;
    return with_argument(counted, given);
  }

  const CodeStatement& statement_;
  const CodeTracer tracer_;
};

bool has_parameter(const std::vector<AgeLimits>& ages) {
  return std::any_of(ages.begin(), ages.end(), [](const AgeLimits& all) {
    return std::any_of(all.begin(), all.end(), [](const AgeLimit& one) { return one.age.parameter != 0; });
  });
}

// Each way with each value that may be bound.
std::vector<AgeLimits> with_values(const AgeLimits& limits, const Settler& settler) {
  std::vector<AgeLimits> made{AgeLimits{}};
  for (const AgeLimit& limit : limits) {
    std::vector<AgeLimits> longer;
    for (const Duration& age : settler.settled(limit.age))
      for (AgeLimits one : made) {
        if (longer.size() >= kMostValues) break;
        one.push_back(limit);
        one.back().age = age;
        longer.push_back(std::move(one));
      }
    made = std::move(longer);
  }
  return made;
}

}  // namespace

void settle_durations(const CodeStatement& statement, const CodeReading& code, Facts& facts) {
  const Settler settler(statement, code);
  std::vector<RowChange> more;
  for (RowChange& change : facts.row_changes) {
    if (!has_parameter(change.ages)) continue;
    // Values that are bound on different ways make different changes; those of one way are its alternatives.
    std::vector<std::vector<AgeLimits>> variants{{}};
    for (const AgeLimits& limits : change.ages) {
      std::vector<std::vector<AgeLimits>> next;
      for (const AgeLimits& settled : with_values(limits, settler))
        for (std::vector<AgeLimits> one : variants) {
          if (next.size() >= kMostValues) break;
          one.push_back(settled);
          next.push_back(std::move(one));
        }
      variants = std::move(next);
    }
    for (size_t i = 1; i < variants.size(); ++i) {
      more.push_back(change);
      more.back().ages = variants[i];
    }
    change.ages = variants[0];
  }
  std::move(more.begin(), more.end(), std::back_inserter(facts.row_changes));
  for (RoutineCall& call : facts.routine_calls)
    for (std::optional<Duration>& argument : call.arguments)
      if (argument && argument->parameter != 0) {
        Duration number = *argument;
        if (!number.unit) number.unit = Interval{0, 1};
        const std::vector<Duration> settled = settler.settled(number);
        argument = settled[0];
        argument->is_known = argument->is_known && settled.size() == 1;
      }
  for (RowInsert& insert : facts.row_inserts)
    for (RowInsert::Expiry& one : insert.expiries)
      if (one.after.parameter != 0) one.after = settler.settled(one.after)[0];
}

}  // namespace ringfence::lifecycle
