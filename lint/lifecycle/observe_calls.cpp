// Calls of the schema's routines, commands that are scheduled, tables that are made or dropped, text that stays open.
#include <algorithm>

#include "lint/lifecycle/uses.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

bool is_given(const RoutineParameter& parameter) {
  return parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable;
}

std::vector<const RoutineParameter*> inputs_of(const Routine& routine) {
  std::vector<const RoutineParameter*> made;
  for (const RoutineParameter& one : routine.parameters)
    if (is_given(one)) made.push_back(&one);
  return made;
}

bool may_take(const std::vector<const RoutineParameter*>& inputs, const Call& call) {
  if (call.arguments.size() > inputs.size()) return false;
  return std::all_of(call.names.begin(), call.names.end(), [&](std::string_view name) {
    return name.empty() || std::any_of(inputs.begin(), inputs.end(), [&](const RoutineParameter* one) { return one->name == name; });
  });
}

// Where the text of a literal stands in the statement: bytes as they are.
SqlText inner_text(const SqlText& outer, size_t begin, std::string_view content) {
  SqlText made;
  made.text = std::string(content);
  made.source = outer.source;
  const auto from = static_cast<uint32_t>(begin);
  const Place place = outer.place(from, from + static_cast<uint32_t>(content.size()));
  made.source = place.source;
  made.host = place.span;
  made.pieces.push_back({0, place.span.begin, place.span.end - place.span.begin == content.size()});
  return made;
}

}  // namespace

std::vector<SqlText> scheduled_commands(const Query& query) {
  std::vector<SqlText> made;
  for (const Call& call : query.calls) {
    const bool in_cron = call.schema == "cron" && (call.function == "schedule" || call.function == "schedule_in_database" || call.function == "alter_job");
    if (!in_cron || query.text == nullptr) continue;
    for (size_t i = 0; i < call.arguments.size(); ++i) {
      const Expression& argument = query.expression(call.arguments[i]);
      const bool is_command = call.names[i].empty() ? i == (call.arguments.size() < 3 ? 1 : 2) : call.names[i] == "command";
      if (!is_command || argument.kind != ExpressionKind::kConstant) continue;
      const size_t begin = query.text->text.find(argument.text, argument.at.begin);
      const Source whole("", std::string(argument.text));
      for (const SqlText& one : read_sql_file(whole, SqlFileKind::kMigration).statements)
        made.push_back(inner_text(*query.text, (begin == std::string::npos ? argument.at.begin : begin + one.host.begin), one.text));
    }
  }
  return made;
}

void observe_calls(const Observation& with) {
  const Query& query = with.query();
  const TimeReader times(query);
  for (const Call& call : query.calls)
    for (const Routine* routine : with.promises.catalog.find_routines(call.schema, call.function)) {
      const std::vector<const RoutineParameter*> inputs = inputs_of(*routine);
      if (!may_take(inputs, call)) continue;
      RoutineCall made;
      made.statement = with.statement;
      made.routine = routine;
      made.at = with.place(call.at);
      made.arguments.resize(inputs.size());
      for (size_t i = 0; i < call.arguments.size(); ++i) {
        size_t position = i;
        if (!call.names[i].empty())
          position = static_cast<size_t>(std::find_if(inputs.begin(), inputs.end(), [&](const RoutineParameter* one) { return one->name == call.names[i]; }) - inputs.begin());
        // A number counts whatever the routine makes of it: kept in seconds, multiplied there.
        Duration given;
        given.is_known = false;
        const TimeForm form = times.form_of(call.arguments[i]);
        if (const auto known = argument_of(form)) given = *known;
        made.arguments[position] = given;
      }
      with.facts.routine_calls.push_back(std::move(made));
    }
}

void observe_definitions(const Observation& with) {
  const Query& query = with.query();
  for (const Definition& one : query.definitions) {
    if (one.kind == Definition::Kind::kCreateTable) {
      if (!one.temporary && !with.is_once) with.facts.made_tables.push_back({with.statement, one.name, one.at});
      continue;
    }
    // What migrations drop is known of the catalog.
    if (with.is_once) continue;
    RowChange made;
    made.statement = with.statement;
    made.kind = one.kind == Definition::Kind::kDropColumn ? RowChange::Kind::kDropColumn
                : one.kind == Definition::Kind::kDropTable ? RowChange::Kind::kDropTable
                                                           : RowChange::Kind::kDetach;
    made.table = one.table;
    made.name = one.name;
    made.column = one.column;
    made.is_open = one.table == nullptr;
    made.at = one.at;
    with.facts.row_changes.push_back(std::move(made));
  }
  for (const DynamicSql& one : query.dynamic_sql) with.facts.open_texts.push_back({with.statement, lower_case(query.text->text), one.at});
}

}  // namespace ringfence::lifecycle
