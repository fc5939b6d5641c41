// INSERT, UPDATE, DELETE, MERGE.
#include "lint/sql/bind.h"

namespace ringfence::sql {

BlockId StatementBinding::start_write(StatementKind kind, Node node, CteScope& ctes, const Scope* outer) {
  std::vector<BlockId> effects;
  if (node.has("withClause")) bind_with(node["withClause"], outer, ctes, effects);
  const BlockId id = add_block(Block::Kind::kWrite);
  block(id).effects = effects;
  block(id).write = static_cast<int>(query_.writes.size());
  query_.writes.emplace_back();
  query_.writes.back().kind = kind;
  return id;
}

// The target of a write: a table, or a view that stands for one.
RelationId StatementBinding::bind_target(Node range_var, const CteScope* ctes) {
  const std::string_view schema = range_var.text("schemaname");
  const std::string_view name = range_var.text("relname");
  if (catalog_.find_table(schema, name) == nullptr && ctes != nullptr)
    if (const View* view = catalog_.find_view(schema, name))
      return bind_view(*view, range_var, name_span(range_var.location()));
  return table_relation(range_var);
}

std::vector<Assignment> StatementBinding::bind_assignments(NodeList targets, const Table* table, Scope& scope,
                                                           const CteScope* ctes) {
  std::vector<Assignment> assignments;
  for (const Node target : targets) {
    Assignment made;
    made.name = target.text("name");
    made.column = table == nullptr ? kNothing : table->column_index(made.name);
    made.at = name_span(target.location());
    const Node value = target["val"];
    if (value.is("MultiAssignRef")) {
      const Node source = value["source"];
      const auto position = static_cast<size_t>(value.number("colno", 1) - 1);
      if (source.is("RowExpr")) {
        made.value = bind_expression(source.list("args")[position], scope, ctes);
      } else {
        made.value = bind_expression(source, scope, ctes);
        expression(made.value).column = static_cast<int32_t>(position);
      }
    } else {
      made.value = bind_expression(value, scope, ctes);
    }
    assignments.push_back(made);
  }
  return assignments;
}

BlockId StatementBinding::bind_insert(Node node, const Scope* outer, const CteScope* outer_ctes) {
  CteScope ctes{outer_ctes, {}};
  const BlockId id = start_write(StatementKind::kInsert, node, ctes, outer);
  const int index = query_.block(id).write;
  const RelationId target = bind_target(node["relation"], &ctes);
  Write write;
  write.kind = StatementKind::kInsert;
  write.target = target;
  for (const Node column : node.list("cols")) {
    write.columns.push_back(column_index(target, column.text("name")));
    write.column_at.push_back(name_span(column.location()));
  }
  if (node.has("selectStmt")) write.source = bind_query(node["selectStmt"], outer, &ctes);
  if (node.list("cols").empty() && write.source != kNothing)
    for (size_t i = 0; i < query_.block(write.source).outputs.size(); ++i) {
      write.columns.push_back(static_cast<int>(i) < column_count(target) ? static_cast<int>(i) : kNothing);
      write.column_at.push_back(query_.relation(target).at);
    }
  Scope scope;
  scope.outer = outer;
  scope.block = id;
  scope.relations.push_back(target);
  if (node.has("onConflictClause")) bind_conflict(node["onConflictClause"], scope, &ctes, write);
  std::vector<Output> outputs;
  bind_targets(node.list("returningList"), scope, &ctes, outputs);
  block(id).outputs = std::move(outputs);
  query_.writes[static_cast<size_t>(index)] = std::move(write);
  return id;
}

void StatementBinding::bind_conflict(Node clause, Scope& scope, const CteScope* ctes, Write& write) {
  const RelationId target = write.target;
  const Table* table = query_.relation(target).table;
  ConflictClause& conflict = write.conflict;
  conflict.present = true;
  conflict.updates = clause.text("action") == "ONCONFLICT_UPDATE";
  conflict.at = name_span(clause.location());
  const Node infer = clause["infer"];
  conflict.constraint = infer.text("conname");
  for (const Node element : infer.list("indexElems")) {
    const int column = element.has("name") ? column_index(target, element.text("name")) : kNothing;
    if (column == kNothing) conflict.arbiter_expressions = true;
    else conflict.arbiter_columns.push_back(column);
  }
  if (infer.has("whereClause")) conflict.arbiter_predicate = "where";
  if (!conflict.updates) return;
  Relation excluded;
  excluded.kind = Relation::Kind::kRowOf;
  excluded.table = table;
  excluded.alias = "excluded";
  excluded.at = conflict.at;
  conflict.excluded = add_relation(std::move(excluded));
  Scope reach = scope;
  reach.relations.push_back(conflict.excluded);
  // An unqualified name means the target; `excluded` must be spelled.
  conflict.assignments = bind_assignments(clause.list("targetList"), table, reach, ctes);
  if (clause.has("whereClause")) conflict.where = bind_expression(clause["whereClause"], reach, ctes);
}

BlockId StatementBinding::bind_update(Node node, const Scope* outer, const CteScope* outer_ctes) {
  CteScope ctes{outer_ctes, {}};
  const BlockId id = start_write(StatementKind::kUpdate, node, ctes, outer);
  const int index = query_.block(id).write;
  Scope scope;
  scope.outer = outer;
  scope.block = id;
  const RelationId target = bind_target(node["relation"], &ctes);
  const JoinId target_join = in_scope(target, scope).join;
  block(id).from.push_back(target_join);
  for (const Node item : node.list("fromClause")) {
    const JoinId join = bind_from_item(item, scope, &ctes).join;
    block(id).from.push_back(join);
  }
  if (node.has("whereClause")) {
    const ExpressionId where = bind_expression(node["whereClause"], scope, &ctes);
    block(id).where = where;
  }
  std::vector<Assignment> assignments =
      bind_assignments(node.list("targetList"), query_.relation(target).table, scope, &ctes);
  std::vector<Output> outputs;
  bind_targets(node.list("returningList"), scope, &ctes, outputs);
  block(id).outputs = std::move(outputs);
  Write& write = query_.writes[static_cast<size_t>(index)];
  write.target = target;
  write.assignments = std::move(assignments);
  return id;
}

BlockId StatementBinding::bind_delete(Node node, const Scope* outer, const CteScope* outer_ctes) {
  CteScope ctes{outer_ctes, {}};
  const BlockId id = start_write(StatementKind::kDelete, node, ctes, outer);
  const int index = query_.block(id).write;
  Scope scope;
  scope.outer = outer;
  scope.block = id;
  const RelationId target = bind_target(node["relation"], &ctes);
  const JoinId target_join = in_scope(target, scope).join;
  block(id).from.push_back(target_join);
  for (const Node item : node.list("usingClause")) {
    const JoinId join = bind_from_item(item, scope, &ctes).join;
    block(id).from.push_back(join);
  }
  if (node.has("whereClause")) {
    const ExpressionId where = bind_expression(node["whereClause"], scope, &ctes);
    block(id).where = where;
  }
  std::vector<Output> outputs;
  bind_targets(node.list("returningList"), scope, &ctes, outputs);
  block(id).outputs = std::move(outputs);
  query_.writes[static_cast<size_t>(index)].target = target;
  return id;
}

MergeAction StatementBinding::bind_merge_action(Node clause, const Table* table, Scope& scope, const CteScope* ctes) {
  MergeAction action;
  action.matched = clause.flag("matched");
  const std::string_view command = clause.text("commandType");
  action.kind = command == "CMD_UPDATE"   ? MergeAction::Kind::kUpdate
                : command == "CMD_DELETE" ? MergeAction::Kind::kDelete
                : command == "CMD_INSERT" ? MergeAction::Kind::kInsert
                                          : MergeAction::Kind::kNothing;
  if (clause.has("condition")) action.condition = bind_expression(clause["condition"], scope, ctes);
  if (action.kind != MergeAction::Kind::kInsert) {
    action.assignments = bind_assignments(clause.list("targetList"), table, scope, ctes);
    return action;
  }
  const std::vector<ExpressionId> values = bind_all(clause.list("values"), scope, ctes);
  const NodeList columns = clause.list("targetList");
  for (size_t i = 0; i < values.size(); ++i) {
    Assignment made;
    made.value = values[i];
    made.column = static_cast<int>(i);
    if (!columns.empty()) {
      made.name = columns[i].text("name");
      made.column = table == nullptr ? kNothing : table->column_index(made.name);
      made.at = name_span(columns[i].location());
    }
    action.assignments.push_back(made);
  }
  return action;
}

BlockId StatementBinding::bind_merge(Node node, const Scope* outer, const CteScope* outer_ctes) {
  CteScope ctes{outer_ctes, {}};
  const BlockId id = start_write(StatementKind::kMerge, node, ctes, outer);
  const int index = query_.block(id).write;
  Scope scope;
  scope.outer = outer;
  scope.block = id;
  Write write;
  write.kind = StatementKind::kMerge;
  write.target = bind_target(node["relation"], &ctes);
  const Table* table = query_.relation(write.target).table;
  const JoinId target_join = in_scope(write.target, scope).join;
  block(id).from.push_back(target_join);
  write.merge_source = bind_from_item(node["sourceRelation"], scope, &ctes).join;
  write.merge_on = bind_expression(node["joinCondition"], scope, &ctes);
  for (const Node clause : node.list("mergeWhenClauses"))
    write.merge_actions.push_back(bind_merge_action(clause, table, scope, &ctes));
  query_.writes[static_cast<size_t>(index)] = std::move(write);
  return id;
}

}  // namespace ringfence::sql
