// Views, routines, triggers.
#include <algorithm>

#include "lint/drift/differences.h"
#include "ringfence/lower_case.h"

namespace ringfence::drift {

namespace {

std::string shown(const std::string& schema, const std::string& name) { return "'" + (schema == "public" ? name : schema + "." + name) + "'"; }

const Routine* twin_of(const Routine& routine, const Catalog& catalog) {
  for (const Routine* other : catalog.find_routines(routine.schema, routine.name)) {
    const auto types = [](const Routine& of) {
      std::vector<std::string> made;
      for (const RoutineParameter& parameter : of.parameters)
        if (parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable) made.push_back(parameter.type);
      return made;
    };
    if (types(*other) == types(routine)) return other;
  }
  return nullptr;
}

// PostgreSQL writes a body that it has parsed in its own words.
bool is_rewritten(const Routine& routine) {
  const std::string begin = lower_case(std::string_view(routine.body_text).substr(0, 12));
  return begin.starts_with("begin atomic") || begin.starts_with("return ");
}

void compare_routine(const Routine& ours, const Routine& theirs, Differences& differences) {
  const std::string object = "routine " + shown(ours.schema, ours.name);
  const auto differ = [&](const std::string& made, const std::string& found, bool guards) { differences.different(object, made, found, ours.declared_at, theirs.declared_at, guards); };
  if (ours.security_definer != theirs.security_definer)
    differ(ours.security_definer ? "SECURITY DEFINER" : "SECURITY INVOKER", theirs.security_definer ? "SECURITY DEFINER" : "SECURITY INVOKER", theirs.security_definer);
  const auto no_space = [](std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '"' || c == '\''; });
    return text;
  };
  if (no_space(ours.search_path) != no_space(theirs.search_path) && ours.search_path.find("of the migration") == std::string::npos)
    differ(ours.search_path.empty() ? "no search_path" : "search_path " + ours.search_path, theirs.search_path.empty() ? "no search_path" : "search_path " + theirs.search_path, true);
  if (!is_rewritten(ours) && ours.body_text != theirs.body_text) differ("this body", "another body", true);
}

}  // namespace

void compare_views(const Catalog& migrations, const Catalog& database, Differences& differences) {
  for (const auto& view : migrations.views) {
    const View* found = database.find_view(view->schema, view->name);
    const std::string object = std::string(view->materialized ? "materialized " : "") + "view " + shown(view->schema, view->name);
    if (found == nullptr) {
      differences.missing(object, view->declared_at, false);
      continue;
    }
    if (view->security_invoker != found->security_invoker)
      differences.different(object, view->security_invoker ? "security_invoker" : "its owner's rights", found->security_invoker ? "security_invoker" : "its owner's rights", view->declared_at,
                            found->declared_at, view->security_invoker);
    compare_grants(shown(view->schema, view->name), view->grants, found->grants, found->declared_at, found->owner_role, differences);
  }
  for (const auto& view : database.views)
    if (is_known_schema(migrations, view->schema) && migrations.find_view(view->schema, view->name) == nullptr)
      differences.extra("view " + shown(view->schema, view->name), view->declared_at, false);
}

void compare_routines(const Catalog& migrations, const Catalog& database, Differences& differences) {
  for (const auto& routine : migrations.routines) {
    if (const Routine* found = twin_of(*routine, database)) compare_routine(*routine, *found, differences);
    else differences.missing("routine " + shown(routine->schema, routine->name), routine->declared_at, false);
  }
  for (const auto& routine : database.routines)
    if (is_known_schema(migrations, routine->schema) && twin_of(*routine, migrations) == nullptr)
      differences.extra("routine " + shown(routine->schema, routine->name), routine->declared_at, routine->security_definer);
}

void compare_triggers(const Catalog& migrations, const Catalog& database, Differences& differences) {
  const auto has = [](const Catalog& catalog, const Trigger& trigger) {
    return std::any_of(catalog.triggers.begin(), catalog.triggers.end(), [&](const Trigger& other) {
      return other.name == trigger.name && other.table->display_name() == trigger.table->display_name() && other.routine == trigger.routine;
    });
  };
  for (const Trigger& trigger : migrations.triggers)
    if (!has(database, trigger)) differences.missing("trigger '" + trigger.name + "' of '" + trigger.table->display_name() + "'", trigger.declared_at, true);
  for (const Trigger& trigger : database.triggers)
    if (!has(migrations, trigger) && is_known_schema(migrations, trigger.table->schema))
      differences.extra("trigger '" + trigger.name + "' of '" + trigger.table->display_name() + "'", trigger.declared_at, false);
}

}  // namespace ringfence::drift
