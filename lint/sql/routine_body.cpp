#include "lint/sql/routine_body.h"

#include <algorithm>
#include <map>

#include "lint/sql/execute_text.h"
#include "lint/sql/lex.h"
#include "ringfence/lower_case.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::sql {

namespace {

// Text at byte `offset` of the body as a statement of its own.
SqlText body_text(const Routine& routine, std::string text, uint32_t offset, uint32_t prefix = 0) {
  SqlText made;
  made.source = routine.definition->source;
  const uint32_t host = routine.definition->host_offset(routine.body.begin + (routine.body_is_verbatim ? offset : 0));
  const auto length = static_cast<uint32_t>(text.size()) - prefix;
  made.host = {host, host + (routine.body_is_verbatim ? length : 1)};
  if (prefix > 0) made.pieces.push_back({0, host, false});
  made.pieces.push_back({prefix, host, routine.body_is_verbatim});
  made.text = std::move(text);
  return made;
}

RoutineScope parameters_of(const Routine& routine, const Catalog& catalog, const Table* table) {
  RoutineScope scope;
  scope.name = routine.name;
  int number = 0;
  for (const RoutineParameter& parameter : routine.parameters) {
    const bool given =
        parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable;
    scope.names.push_back({parameter.name, given ? ++number : 0, false, {}, nullptr, nullptr});
  }
  if (routine.return_type == "trigger") {
    for (const Trigger& trigger : catalog.triggers) {
      if (trigger.routine != routine.name || trigger.table != table) continue;
      for (const std::string& name : trigger.transition_tables)
        if (scope.find(name) == nullptr) scope.names.push_back({name, 0, false, {}, nullptr, trigger.table});
    }
    scope.names.push_back({"new", 0, false, {}, table, nullptr});
    scope.names.push_back({"old", 0, false, {}, table, nullptr});
  }
  return scope;
}

void read_sql_body(const Routine& routine, RoutineBody& body) {
  std::string text = routine.body_text;
  const std::string folded = lower_case(text);
  // BEGIN ATOMIC … END and RETURN … are blanked to plain statements, so that offsets stay.
  if (folded.rfind("begin", 0) == 0 && folded.find("atomic") != folded.npos) {
    const size_t start = folded.find("atomic") + 6;
    const size_t end = folded.rfind("end");
    std::fill(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), ' ');
    if (end != folded.npos && end > start) std::fill(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), ' ');
  } else if (folded.rfind("return", 0) == 0 && routine.body_is_verbatim) {
    text.replace(0, 6, "SELECT");
  }
  const Source source(std::string(), text);
  for (SqlText& statement : read_sql_file(source, SqlFileKind::kMigration).statements) {
    BodyStatement made;
    made.text = body_text(routine, std::move(statement.text), statement.host.begin);
    body.statements.push_back(std::move(made));
  }
}

/// Reads pg_query's description of a PL/pgSQL function.
class PlpgsqlBody {
 public:
  PlpgsqlBody(const Routine& routine, const Catalog& catalog, RoutineBody& body) : routine_(routine), catalog_(catalog), body_(body) {
    line_begins_.push_back(0);
    for (size_t i = 0; i < routine.body_text.size(); ++i)
      if (routine.body_text[i] == '\n') line_begins_.push_back(static_cast<uint32_t>(i + 1));
  }

  void read(Node function) {
    int index = 0;
    for (const Node datum : function.list("datums")) {
      const std::string name(datum.text("refname"));
      names_[index] = name;
      const Node initial = datum["default_val"];
      if (datum.is("PLpgSQL_var") && body_.names.find(name) == nullptr) declared_.push_back(name);
      if (initial) note_value(name, std::string(initial.text("query")));
      ++index;
    }
    walk(function["action"]);
    for (const std::string& name : declared_) declare(name);
  }

 private:
  void note_value(const std::string& name, std::string text) {
    ++assignments_[name];
    values_[name] = std::move(text);
  }

  // A local that is assigned once has that value everywhere it matters; any other local is opaque.
  void declare(const std::string& name) {
    RoutineName made;
    made.name = name;
    if (assignments_[name] == 1 && !values_[name].empty()) {
      if (const RoutineName* source = body_.names.find(lower_case(values_[name]));
          source != nullptr && source->parameter > 0) {
        made = *source;
        made.name = name;
      } else if (lower_case(values_[name]).find("current_setting") == 0) {
        made.single_value = canonical_setting(values_[name]);
      } else {
        made.assigned = values_[name];
      }
    }
    body_.names.names.push_back(made);
  }

  static std::string canonical_setting(const std::string& text) {
    const size_t open = text.find('\'');
    const size_t close = open == text.npos ? text.npos : text.find('\'', open + 1);
    return close == text.npos ? std::string() : "current_setting(" + text.substr(open, close - open + 1) + ")";
  }

  // Assigned by INTO or a loop: the value comes from rows, we do not follow it.
  void note_target(Node target) {
    for (const Node field : target.list("fields")) note_value(std::string(field.text("name")), {});
    if (target.has("refname")) note_value(std::string(target.text("refname")), {});
  }

  void walk(Node node) {
    if (!node) return;
    if (node.has("lineno")) line_ = static_cast<uint32_t>(std::max<int64_t>(node.number("lineno"), 1));
    visit(node);
    for (const auto field : node.fields()) {
      if (field.value.type() == simdjson::dom::element_type::OBJECT) walk(Node(field.value));
      if (field.value.type() == simdjson::dom::element_type::ARRAY)
        for (const Node child : NodeList(field.value.get_array().value_unsafe())) walk(child);
    }
  }

  void visit(Node node) {
    const std::string_view kind = node.kind();
    if (kind == "PLpgSQL_stmt_execsql") {
      statement(node["sqlstmt"].text("query"));
      if (node.flag("into")) note_target(node["target"]);
    } else if (kind == "PLpgSQL_stmt_return_query" && node.has("query")) {
      statement(node["query"].text("query"));
    } else if (kind == "PLpgSQL_stmt_return_query") {
      execute(node["dynquery"].text("query"), node.list("params"));
    } else if (kind == "PLpgSQL_stmt_fors") {
      statement(node["query"].text("query"));
      note_target(node["var"]);
    } else if (kind == "PLpgSQL_stmt_dynfors") {
      execute(node["query"].text("query"), node.list("params"));
      note_target(node["var"]);
    } else if (kind == "PLpgSQL_stmt_dynexecute") {
      execute(node["query"].text("query"), node.list("params"));
      if (node.flag("into")) note_target(node["target"]);
    } else if (kind == "PLpgSQL_stmt_perform" || kind == "PLpgSQL_stmt_call") {
      statement(node["expr"].text("query"));
    } else if (kind == "PLpgSQL_stmt_open" && node.has("query")) {
      statement(node["query"].text("query"));
    } else if (kind == "PLpgSQL_stmt_raise") {
      for (const Node said : node.list("params")) raise(said.text("query"));
      for (const Node option : node.list("options")) raise(option["expr"].text("query"));
    } else if (kind == "PLpgSQL_stmt_assign") {
      assign(node);
    } else if (kind == "PLpgSQL_stmt_fori") {
      note_target(node["var"]);
    } else if (kind == "PLpgSQL_stmt_foreach_a") {
      note_value(names_[static_cast<int>(node.number("varno"))], {});
    } else if (kind == "PLpgSQL_stmt_getdiag") {
      for (const Node item : node.list("diag_items")) note_value(names_[static_cast<int>(item.number("target"))], {});
    } else if (kind == "PLpgSQL_stmt_if" || kind == "PLpgSQL_if_elsif" || kind == "PLpgSQL_stmt_while") {
      called(node["cond"].text("query"));
    } else if (kind == "PLpgSQL_stmt_return" || kind == "PLpgSQL_stmt_return_next") {
      called(node["expr"].text("query"));
    }
  }

  void assign(Node node) {
    std::string_view text = node["expr"].text("query");
    const size_t sign = text.find('=');
    if (sign == text.npos) return;
    std::string_view assigned = text.substr(sign + 1);
    while (!assigned.empty() && (assigned.front() == ' ' || assigned.front() == '\n')) assigned.remove_prefix(1);
    note_value(names_[static_cast<int>(node.number("varno"))], std::string(assigned));
    const std::string target = lower_case(text.substr(0, text.find_first_of(" :=")));
    const bool is_call = assigned.find('(') != assigned.npos;
    // A literal or NULL reads nothing, but it is what the row gets.
    const bool is_constant = !is_call && target.starts_with("new.") && (assigned.starts_with('\'') || lower_case(assigned.substr(0, 4)) == "null");
    if (is_call || is_constant) value(assigned);
    if (target.starts_with("new.") && (is_call || is_constant)) body_.statements.back().assigned = target.substr(4);
  }

  void raise(std::string_view text) {
    const std::string written = "SELECT " + std::string(text);
    body_.statements.push_back({body_text(routine_, written, find(text), 7), {}, {}, false, true});
  }

  // An expression is a statement only in so far as it holds a query or a call.
  void called(std::string_view text) {
    if (text.find('(') != text.npos) value(text);
  }

  void value(std::string_view text) {
    const uint32_t at = find(text);
    body_.statements.push_back({body_text(routine_, "SELECT " + std::string(text), at, 7), {}, {}, false});
  }

  void statement(std::string_view text) {
    // PERFORM is given as SELECT, which is not what stands in the body.
    const std::string_view tail = text.substr(0, 7) == "SELECT " ? text.substr(7) : text;
    const bool verbatim = matches_anywhere(text);
    const uint32_t at = find(verbatim ? text : tail);
    body_.statements.push_back({body_text(routine_, std::string(text), at, verbatim ? 0 : 7), {}, {}, false});
  }

  void execute(std::string_view text, NodeList params) {
    BodyStatement made;
    made.is_execute = true;
    const uint32_t at = find(text);
    Lexer lexer(text);
    const Token first = lexer.next_code();
    const bool literal = lexer.next_code().kind == TokenKind::kEnd &&
                         (first.kind == TokenKind::kString || first.kind == TokenKind::kDollarString);
    if (literal && first.kind == TokenKind::kString && text.find("''") == text.npos && text[first.begin] == '\'') {
      made.text = body_text(routine_, std::string(text.substr(first.begin + 1, first.end - first.begin - 2)),
                            at + first.begin + 1);
    } else if (literal && first.kind == TokenKind::kDollarString) {
      const size_t open = text.find('$', first.begin + 1) + 1;
      made.text = body_text(routine_, std::string(text.substr(open, first.end - 2 * open + first.begin)),
                            at + static_cast<uint32_t>(open));
    } else if (put_together(text, at, made)) {
      // Only names of schemas are open in it.
    } else {
      made.dynamic = std::string(text.substr(0, 60));
      std::replace(made.dynamic.begin(), made.dynamic.end(), '\n', ' ');
      made.text = body_text(routine_, std::string(text), at);
    }
    for (const Node value : params) made.using_values.emplace_back(value.text("query"));
    body_.statements.push_back(std::move(made));
  }

  // Schema-per-tenant: which tenant's schema is open, the rest of the text is not.
  bool put_together(std::string_view text, uint32_t at, BodyStatement& made) {
    if (catalog_.tenant_schemas.empty()) return false;
    const auto known = execute_text(assigned_once(text));
    if (!known) return false;
    made.text = body_text(routine_, std::string(text), at);
    if (routine_.body_is_verbatim) made.text.pieces = {{0, made.text.host.begin, false}};
    made.text.text = known->text;
    for (NameHole hole : known->holes) {
      const size_t within = text.find(hole.what);
      const uint32_t begin = made.text.host.begin + static_cast<uint32_t>(within == text.npos ? 0 : within);
      hole.at = {made.text.source, {begin, begin + static_cast<uint32_t>(within == text.npos ? text.size() : hole.what.size())}};
      made.text.name_holes.push_back(std::move(hole));
    }
    return true;
  }

  // Of a variable that is assigned in one place what it is assigned, else the text itself.
  std::string_view assigned_once(std::string_view text) const {
    const std::string name = lower_case(text);
    const auto value = values_.find(name);
    if (value == values_.end() || value->second.empty()) return text;
    const std::string body = lower_case(routine_.body_text);
    int assignments = 0;
    for (size_t at = body.find(name); at != body.npos; at = body.find(name, at + 1)) {
      size_t end = body.find_first_not_of(" \n\t", at + name.size());
      const bool starts = at == 0 || (std::isalnum(static_cast<unsigned char>(body[at - 1])) == 0 && body[at - 1] != '_');
      const bool into = at > 5 && body.substr(0, at).find_last_not_of(" \n\t") != body.npos &&
                        body.substr(0, body.substr(0, at).find_last_not_of(" \n\t") + 1).ends_with("into");
      if (starts && (into || (end != body.npos && (body[end] == '=' || body.compare(end, 2, ":=") == 0)))) ++assignments;
    }
    return assignments == 1 ? std::string_view(value->second) : text;
  }

  bool matches_at(size_t position, std::string_view text) const {
    const std::string& body = routine_.body_text;
    if (position + text.size() > body.size()) return false;
    // INTO and its target are blanked in what the parser gives.
    for (size_t i = 0; i < text.size(); ++i)
      if (text[i] != body[position + i] && text[i] != ' ') return false;
    return true;
  }

  uint32_t search_from() const {
    const size_t line = std::min<size_t>(line_, line_begins_.size()) - 1;
    return std::max(line_begins_[line], cursor_);
  }

  bool matches_anywhere(std::string_view text) const {
    for (size_t at = search_from(); at < routine_.body_text.size(); ++at)
      if (matches_at(at, text)) return true;
    return false;
  }

  uint32_t find(std::string_view text) {
    for (size_t at = search_from(); at < routine_.body_text.size(); ++at)
      if (matches_at(at, text)) {
        cursor_ = static_cast<uint32_t>(at);
        return cursor_;
      }
    return search_from();
  }

  const Routine& routine_;
  const Catalog& catalog_;
  RoutineBody& body_;
  std::vector<uint32_t> line_begins_;
  std::map<int, std::string> names_;
  std::vector<std::string> declared_;
  std::map<std::string, int> assignments_;
  std::map<std::string, std::string> values_;
  uint32_t line_ = 1;
  uint32_t cursor_ = 0;
};

}  // namespace

std::vector<const Table*> tables_of_trigger_routine(const Routine& routine, const Catalog& catalog) {
  std::vector<const Table*> tables;
  const std::string body = lower_case(routine.body_text);
  bool speaks_of_rows = body.find("new") != body.npos || body.find("old") != body.npos;
  for (const Trigger& trigger : catalog.triggers) {
    if (routine.return_type != "trigger" || trigger.routine != routine.name) continue;
    if (std::find(tables.begin(), tables.end(), trigger.table) == tables.end()) tables.push_back(trigger.table);
    speaks_of_rows = speaks_of_rows || !trigger.transition_tables.empty();
  }
  if (tables.empty()) tables.push_back(nullptr);
  if (!speaks_of_rows) tables.resize(1);
  return tables;
}

RoutineBody read_routine_body(const Routine& routine, const Catalog& catalog, const Table* trigger_table) {
  RoutineBody body;
  body.names = parameters_of(routine, catalog, trigger_table);
  if (routine.definition == nullptr) return body;
  if (routine.language == "sql") read_sql_body(routine, body);
  if (routine.language != "plpgsql") return body;
  Parser parser;
  const Node function = parser.parse_plpgsql(routine.definition->text);
  if (parser.failed()) body.problem = parser.error().message;
  else PlpgsqlBody(routine, catalog, body).read(function);
  return body;
}

}  // namespace ringfence::sql
