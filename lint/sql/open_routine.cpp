// Functions whose body is one query, put in place of their calls: the helpers of row-level security policies.
#include <algorithm>

#include "lint/sql/bind.h"
#include "lint/sql/routine_body.h"
#include "lint/sql/schema_names.h"
#include "ringfence/lower_case.h"

namespace ringfence::sql {

namespace {

constexpr size_t kDeepestCall = 8;

bool is_given(const RoutineParameter& parameter) {
  return parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable;
}

const Routine* routine_to_open(const Catalog& catalog, std::string_view schema, std::string_view name, size_t arguments) {
  const Routine* found = nullptr;
  for (const Routine* routine : catalog.find_routines(schema, name)) {
    const auto given = static_cast<size_t>(std::count_if(routine->parameters.begin(), routine->parameters.end(), is_given));
    if (given != arguments) continue;
    if (found != nullptr) return nullptr;
    found = routine;
  }
  return found;
}

// EXCEPTION WHEN … THEN RETURN NULL: a setting that is no uuid is no tenant.
bool handlers_return_null(Node block) {
  if (!block.has("exceptions")) return true;
  for (const Node handler : block["exceptions"].list("exc_list"))
    for (const Node statement : handler.list("action"))
      if (!statement.is("PLpgSQL_stmt_return") || lower_case(statement["expr"].text("query")) != "null") return false;
  return true;
}

// The text of the one RETURN (or RETURN QUERY) that a PL/pgSQL block is; empty where it is more.
std::string single_return(Node block) {
  if (!handlers_return_null(block)) return {};
  std::string text;
  for (const Node statement : block.list("body")) {
    const bool returns = statement.is("PLpgSQL_stmt_return");
    if (returns && !statement.has("expr")) continue;  // PL/pgSQL ends every body with one.
    if (!text.empty()) return {};
    if (returns) text = "SELECT " + std::string(statement["expr"].text("query"));
    else if (statement.is("PLpgSQL_stmt_return_query")) text = statement["query"].text("query");
    else if (statement.is("PLpgSQL_stmt_block")) text = single_return(statement);
    if (text.empty()) return {};
  }
  return text;
}

}  // namespace

// A query, parsed; it lives as long as the statement.
Node StatementBinding::parsed(std::string text) {
  Parser& reader = next_parser();
  const Node query = reader.parse(memory_.strings.emplace_back(std::move(text)));
  return !reader.failed() && query.is("SelectStmt") ? query : Node();
}

Parser& StatementBinding::next_parser() {
  if (memory_.view_parsers_used == memory_.view_parsers.size())
    memory_.view_parsers.push_back(std::make_unique<Parser>());
  return *memory_.view_parsers[memory_.view_parsers_used++];
}

Node StatementBinding::body_of(const Routine& routine) {
  std::string text;
  if (routine.language == "plpgsql") {
    Parser& reader = next_parser();
    const Node function = reader.parse_plpgsql(routine.definition->text);
    text = reader.failed() ? std::string() : single_return(function["action"]);
  } else if (routine.language == "sql") {
    const RoutineBody body = read_routine_body(routine, catalog_, nullptr);
    if (body.statements.size() == 1) text = body.statements[0].text.text;
  }
  return text.empty() ? Node() : parsed(std::move(text));
}

// What a local is assigned, as far as that is an expression without rows. It changes nothing of what is known of the
// statement: obstacles and parameters in it are not the statement's.
ExpressionId StatementBinding::assigned_value(const RoutineName& local, Span at) {
  const bool is_open = std::find(open_locals_.begin(), open_locals_.end(), local.name) != open_locals_.end();
  if (local.assigned.empty() || is_open || open_locals_.size() >= kDeepestCall) return kNothing;
  if (lower_case(local.assigned).find("select") != std::string::npos) return kNothing;
  const Node query = parsed("SELECT " + local.assigned);
  const NodeList targets = query.list("targetList");
  if (targets.size() != 1 || !query.list("fromClause").empty()) return kNothing;
  const size_t expressions = query_.expressions.size(), relations = query_.relations.size();
  const size_t obstacles = query_.obstacles.size(), parameters = query_.parameters.size();
  SqlText body;
  body.source = text_->source;
  body.text = memory_.strings.back();
  body.pieces.push_back({0, text_->host_offset(at.begin), false});
  open_locals_.push_back(local.name);
  const SqlText* outer = std::exchange(text_, &body);
  Scope scope;
  const ExpressionId value = bind_expression(targets[0]["val"], scope, nullptr);
  text_ = outer;
  open_locals_.pop_back();
  move_to_call(expressions, relations, query_.blocks.size(), query_.joins.size(), query_.obstacles.size(), at);
  query_.obstacles.resize(obstacles);
  query_.parameters.resize(parameters);
  return value;
}

// Everything that was bound in the body stands where the call stands.
void StatementBinding::move_to_call(size_t expressions, size_t relations, size_t blocks, size_t joins, size_t obstacles,
                                    Span at) {
  for (size_t i = expressions; i < query_.expressions.size(); ++i) query_.expressions[i].at = at;
  for (size_t i = relations; i < query_.relations.size(); ++i) {
    query_.relations[i].text = text_;
    query_.relations[i].at = at;
  }
  for (size_t i = blocks; i < query_.blocks.size(); ++i) query_.blocks[i].text = text_;
  for (size_t i = joins; i < query_.joins.size(); ++i) query_.joins[i].at = at;
  for (size_t i = obstacles; i < query_.obstacles.size(); ++i) query_.obstacles[i].at = place(at);
}

// The body's query with the arguments in place of its parameters; kNothing where it cannot be opened.
BlockId StatementBinding::open_routine(std::string_view schema, std::string_view name,
                                       const std::vector<ExpressionId>& arguments, Span at) {
  if (!opens_routines_ || open_routines_.size() >= kDeepestCall) return kNothing;
  const Routine* routine = routine_to_open(catalog_, schema, name, arguments.size());
  const bool is_open = std::find(open_routines_.begin(), open_routines_.end(), routine) != open_routines_.end();
  if (routine == nullptr || is_open || routine->definition == nullptr) return kNothing;
  const Node query = body_of(*routine);
  if (!query) return kNothing;
  RoutineScope names = read_routine_body(*routine, catalog_, nullptr).names;
  for (RoutineName& one : names.names)
    if (one.parameter > 0 && static_cast<size_t>(one.parameter) <= arguments.size())
      one.value = arguments[static_cast<size_t>(one.parameter) - 1];
  const size_t first[] = {query_.expressions.size(), query_.relations.size(), query_.blocks.size(), query_.joins.size(),
                          query_.obstacles.size()};
  SqlText body;
  body.source = text_->source;
  body.pieces.push_back({0, text_->host_offset(at.begin), false});
  open_routines_.push_back(routine);
  const SqlText* outer_text = std::exchange(text_, &body);
  const RoutineScope* outer_names = std::exchange(routine_, &names);
  const BlockId made = bind_query(query, nullptr, nullptr);
  routine_ = outer_names;
  text_ = outer_text;
  open_routines_.pop_back();
  move_to_call(first[0], first[1], first[2], first[3], first[4], at);
  return made;
}

void StatementBinding::add_child(ExpressionId to, ExpressionId child) {
  expression(to).first_child = static_cast<uint32_t>(query_.children.size());
  expression(to).child_count = 1;
  query_.children.push_back(child);
}

// `SELECT expression` is its expression; anything that reads rows is a scalar subquery.
ExpressionId StatementBinding::value_of(BlockId id, Span at) {
  const Block& of = block(id);
  const bool one_row = of.kind == Block::Kind::kSelect && of.from.empty() && of.where == kNothing &&
                       of.having == kNothing && !of.limited && !of.grouped && !of.aggregated && !of.set_returning;
  if (one_row && of.outputs.size() == 1 && of.outputs[0].value != kNothing) return of.outputs[0].value;
  const ExpressionId made = add(ExpressionKind::kScalarSubquery, at);
  expression(made).block = id;
  expression(made).column = 0;
  return made;
}

// `(SELECT my_orgs())`, `FROM my_orgs()`: the rows of a set-returning function.
BlockId StatementBinding::opened_rows(Node from, Scope& scope, const CteScope* ctes) {
  if (!opens_routines_ || !from) return kNothing;
  Node call;
  if (from.is("RangeFunction")) {
    const NodeList functions = from.list("functions");
    if (functions.size() != 1 || from.flag("ordinality") || !from.list("coldeflist").empty()) return kNothing;
    call = functions[0].list("items")[0];
  } else {
    const NodeList targets = from.list("targetList");
    const bool plain = targets.size() == 1 && from.list("fromClause").empty() && !from.has("whereClause") &&
                       !from.has("limitCount") && !from.has("withClause");
    if (plain) call = targets[0]["val"];
  }
  if (!call.is("FuncCall")) return kNothing;
  const NodeList names = call.list("funcname");
  const std::string_view schema = names.size() > 1 ? names[names.size() - 2].string() : std::string_view();
  const Routine* routine = routine_to_open(catalog_, schema, names.back().string(), call.list("args").size());
  if (routine == nullptr || !routine->returns_set) return kNothing;
  Scope reach = scope;
  reach.block = kNothing;
  const std::vector<ExpressionId> arguments = bind_all(call.list("args"), reach, ctes);
  return open_routine(schema, names.back().string(), arguments, name_span(call.location()));
}

}  // namespace ringfence::sql
