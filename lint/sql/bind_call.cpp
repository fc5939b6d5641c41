// Function calls: aggregates, windows, values that hold for a whole statement, and what we cannot look into.
#include "lint/sql/bind.h"
#include "lint/sql/builtin_functions.h"

namespace ringfence::sql {

ExpressionId StatementBinding::stable_call(std::string_view schema, std::string_view name,
                                           const std::vector<ExpressionId>& arguments, Span at) {
  std::string text = schema.empty() || schema == "pg_catalog" ? std::string() : std::string(schema) + ".";
  text += name;
  text += "(";
  // The second argument of current_setting says what happens when it is missing, not what it is.
  const size_t count = name == "current_setting" ? std::min<size_t>(1, arguments.size()) : arguments.size();
  for (size_t i = 0; i < count; ++i) {
    const Expression& argument = query_.expression(arguments[i]);
    if (i > 0) text += ", ";
    if (argument.kind == ExpressionKind::kConstant) text += "'" + std::string(argument.text) + "'";
    else if (argument.kind == ExpressionKind::kStable) text += argument.text;
    else return kNothing;
  }
  const ExpressionId id = add(ExpressionKind::kStable, at);
  expression(id).text = keep(text + ")");
  return id;
}

void StatementBinding::check_called_routine(std::string_view schema, std::string_view name, Span at) {
  const std::vector<const Routine*> routines = catalog_.find_routines(schema, name);
  const std::string qualified = (schema.empty() ? std::string() : std::string(schema) + ".") + std::string(name);
  for (const Routine* routine : routines)
    if (touches_data_ && touches_data_(*routine)) {
      obstacle("calls " + qualified + "(), whose body reads or writes tenant-owned tables", at, qualified);
      return;
    }
  if (routines.empty())
    obstacle("calls " + qualified + "(), a function that the schema does not define", at, qualified);
}

void StatementBinding::note_call(std::string_view schema, std::string_view name, Node node, Scope& scope,
                                 const CteScope* ctes) {
  const auto builtin = schema.empty() || schema == "pg_catalog" ? builtin_function(name) : std::nullopt;
  const Span at = name_span(node.location());
  if (builtin && builtin->reads_tables)
    obstacle(std::string(name) + "() may read any table that its arguments name", at);
  else if (!builtin || !catalog_.find_routines(schema, name).empty()) check_called_routine(schema, name, at);
  if (scope.block == kNothing) return;

  if (node.has("over")) {
    Node window = node["over"];
    std::vector<ExpressionId> partition;
    for (int hops = 0; window && hops < 8; ++hops) {
      for (const Node item : window.list("partitionClause")) partition.push_back(bind_expression(item, scope, ctes));
      const std::string_view base = window.has("refname") ? window.text("refname") : window.text("name");
      Node named;
      for (const auto& [known, definition] : scope.windows)
        if (known == base) named = definition;
      if (!named || !partition.empty()) break;
      window = named;
    }
    block(scope.block).windows.push_back(partition);
    block(scope.block).window_at = at;
    return;
  }
  const bool aggregate = (builtin && builtin->aggregate) || node.flag("agg_star") || node.flag("agg_distinct") ||
                         node.flag("agg_within_group") || node.has("agg_filter") || node.has("agg_order");
  if (aggregate) {
    block(scope.block).aggregated = true;
    block(scope.block).aggregate_at = at;
  }
  if (builtin && builtin->set_returning) block(scope.block).set_returning = true;
}

void StatementBinding::note_set_config(const std::vector<ExpressionId>& arguments, Span at) {
  const auto constant = [&](size_t i) {
    const Expression& expression = query_.expression(arguments[i]);
    return expression.kind == ExpressionKind::kConstant ? std::string(expression.text) : std::string();
  };
  const Expression& local = query_.expression(arguments[2]);
  SettingChange change;
  change.setting = constant(0);
  change.local = local.kind == ExpressionKind::kTrue || constant(2) == "true" || constant(2) == "t";
  change.scope_known = change.local || local.kind == ExpressionKind::kFalse || local.kind == ExpressionKind::kConstant;
  const Expression& value = query_.expression(arguments[1]);
  if (value.kind == ExpressionKind::kConstant) change.values.emplace_back(value.text);
  if (value.kind == ExpressionKind::kNull) change.values.emplace_back();
  change.at = place(at);
  query_.setting_changes.push_back(std::move(change));
}

ExpressionId StatementBinding::bind_call(Node node, Scope& scope, const CteScope* ctes) {
  const NodeList names = node.list("funcname");
  const std::string_view name = names.back().string();
  const std::string_view schema = names.size() > 1 ? names[names.size() - 2].string() : std::string_view();
  note_call(schema, name, node, scope, ctes);
  const std::vector<ExpressionId> arguments = bind_all(node.list("args"), scope, ctes);
  Call call{kNothing, schema, name, arguments, {}, name_span(node.location())};
  bool has_names = false;
  for (const Node argument : node.list("args")) {
    call.names.push_back(argument.is("NamedArgExpr") ? argument.text("name") : std::string_view());
    has_names = has_names || !call.names.back().empty();
  }
  const bool is_own = !(schema.empty() || schema == "pg_catalog") || !builtin_function(name);
  const ExpressionId made = call_value(node, scope, ctes, schema, name, arguments);
  if (!is_own && !has_names && name != "make_interval") return made;
  call.value = made;
  query_.calls.push_back(std::move(call));
  return made;
}

ExpressionId StatementBinding::call_value(Node node, Scope& scope, const CteScope* ctes, std::string_view schema, std::string_view name,
                                          std::vector<ExpressionId> arguments) {
  const Span at = name_span(node.location());
  if (name == "set_config" && arguments.size() == 3) note_set_config(arguments, at);
  const auto builtin = schema.empty() || schema == "pg_catalog" ? builtin_function(name) : std::nullopt;
  const bool plain = !node.has("over") && !(builtin && (builtin->aggregate || builtin->set_returning));
  // A setting, a session function or a wrapper around one has one value for the whole statement.
  if (plain && (!builtin || builtin->stable))
    if (const ExpressionId stable = stable_call(schema, name, arguments, at); stable != kNothing) {
      expression(stable).function = name;
      // Whether the call or what it computes is a term is for the prover to say.
      if (const BlockId body = builtin ? kNothing : open_routine(schema, name, arguments, at); body != kNothing)
        add_child(stable, value_of(body, at));
      return stable;
    }
  if (plain && !builtin)
    if (const BlockId body = open_routine(schema, name, arguments, at); body != kNothing) return value_of(body, at);
  if (builtin && name == "unnest" && arguments.size() == 1) return add(ExpressionKind::kElementOf, at, arguments);
  for (const Node item : node.list("agg_order")) arguments.push_back(bind_expression(item["node"], scope, ctes));
  if (node.has("agg_filter")) arguments.push_back(bind_expression(node["agg_filter"], scope, ctes));
  if (node.has("over"))
    for (const Node item : node["over"].list("orderClause"))
      arguments.push_back(bind_expression(item["node"], scope, ctes));
  const ExpressionId made = add(ExpressionKind::kOpaque, at, arguments);
  expression(made).strict = plain && builtin && builtin->strict;
  if (!builtin) expression(made).text = name;
  expression(made).function = name;
  return made;
}

}  // namespace ringfence::sql
