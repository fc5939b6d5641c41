// SELECT, VALUES, set operations, WITH.
#include <algorithm>

#include "lint/sql/bind.h"

namespace ringfence::sql {

BlockId StatementBinding::add_block(Block::Kind kind) {
  query_.blocks.emplace_back();
  query_.blocks.back().kind = kind;
  query_.blocks.back().text = text_;
  return static_cast<BlockId>(query_.blocks.size() - 1);
}

BlockId StatementBinding::bind_query(Node node, const Scope* outer, const CteScope* ctes,
                                     const std::vector<std::string_view>* names) {
  BlockId made = kNothing;
  // Without a kind it is the arm of a set operation.
  if (node.is("SelectStmt") || node.kind().empty()) made = bind_select(node, outer, ctes);
  else if (node.is("InsertStmt")) made = bind_insert(node, outer, ctes);
  else if (node.is("UpdateStmt")) made = bind_update(node, outer, ctes);
  else if (node.is("DeleteStmt")) made = bind_delete(node, outer, ctes);
  else if (node.is("MergeStmt")) made = bind_merge(node, outer, ctes);
  else {
    made = add_block(Block::Kind::kSelect);
    obstacle("a query of kind " + std::string(node.kind()) + " is not modelled", {});
  }
  if (names != nullptr)
    for (size_t i = 0; i < names->size() && i < block(made).outputs.size(); ++i)
      block(made).outputs[i].name = (*names)[i];
  return made;
}

BlockId StatementBinding::bind_select(Node select, const Scope* outer, const CteScope* ctes) {
  CteScope own{ctes, {}};
  std::vector<BlockId> effects;
  if (select.has("withClause")) {
    bind_with(select["withClause"], outer, own, effects);
    ctes = &own;
  }
  const std::string_view operation = select.text("op");
  const BlockId made = !operation.empty() && operation != "SETOP_NONE" ? bind_set_operation(select, outer, ctes)
                       : !select.list("valuesLists").empty()           ? bind_values(select, outer, ctes)
                                                                       : add_block(Block::Kind::kSelect);
  block(made).effects = effects;
  Scope scope;
  scope.outer = outer;
  scope.block = made;
  if (block(made).kind != Block::Kind::kSelect) {
    bind_sort_and_limit(select, scope, ctes, made);
    return made;
  }
  for (const Node window : select.list("windowClause")) scope.windows.emplace_back(window.text("name"), window);
  for (const Node item : select.list("fromClause")) {
    const JoinId join = bind_from_item(item, scope, ctes).join;
    block(made).from.push_back(join);
  }
  if (select.has("whereClause")) {
    const ExpressionId where = bind_expression(select["whereClause"], scope, ctes);
    block(made).where = where;
  }
  std::vector<Output> outputs;
  bind_targets(select.list("targetList"), scope, ctes, outputs);
  block(made).outputs = std::move(outputs);
  bind_group_by(select, scope, ctes, made);
  if (select.has("havingClause")) {
    const ExpressionId having = bind_expression(select["havingClause"], scope, ctes);
    block(made).having = having;
    block(made).aggregated = true;
  }
  for (const Node item : select.list("distinctClause")) {
    if (item.kind().empty()) continue;  // plain DISTINCT is a list of one empty item
    const ExpressionId on = group_item(item, scope, ctes, made, NamePreference::kOutput);
    block(made).distinct_on.push_back(on);
    block(made).has_distinct_on = true;
  }
  bind_sort_and_limit(select, scope, ctes, made);
  return made;
}

void StatementBinding::bind_targets(NodeList targets, Scope& scope, const CteScope* ctes,
                                    std::vector<Output>& outputs) {
  for (const Node target : targets) {
    const Node value = target["val"];
    const NodeList fields = value.is("ColumnRef") ? value.list("fields") : NodeList();
    if (fields.back().is("A_Star")) {
      expand_star(scope, fields.size() > 1 ? fields[fields.size() - 2].string() : std::string_view(),
                  name_span(value.location()), outputs);
      continue;
    }
    outputs.push_back({output_name(target), bind_expression(value, scope, ctes)});
  }
}

void StatementBinding::expand_star(const Scope& scope, std::string_view relation, Span at,
                                   std::vector<Output>& outputs) {
  if (relation.empty())
    for (const MergedColumn& merged : scope.merged) outputs.push_back({merged.name, merged.value});
  for (const RelationId id : scope.relations) {
    if (!relation.empty() && query_.relation(id).alias != relation) continue;
    if (has_unknown_columns(id) && scope.block != kNothing) block(scope.block).open_outputs = true;
    for (int i = 0; i < column_count(id); ++i) {
      const std::string_view name = column_name(id, i);
      const bool merged = relation.empty() && std::any_of(scope.merged.begin(), scope.merged.end(),
                                                          [&](const MergedColumn& m) { return m.name == name; });
      if (!merged) outputs.push_back({name, column(id, i, at)});
    }
  }
}

std::string_view StatementBinding::output_name(Node target) const {
  if (target.has("name")) return target.text("name");
  Node value = target["val"];
  while (value.is("TypeCast") || value.is("CollateClause")) value = value["arg"];
  if (value.is("ColumnRef")) return value.list("fields").back().string();
  if (value.is("FuncCall")) return value.list("funcname").back().string();
  if (value.is("CoalesceExpr")) return "coalesce";
  if (value.is("CaseExpr")) return "case";
  if (value.is("SubLink")) {
    if (value.text("subLinkType") == "EXISTS_SUBLINK") return "exists";
    if (value.text("subLinkType") == "EXPR_SUBLINK") return output_name(value["subselect"].list("targetList")[0]);
  }
  return "?column?";
}

// GROUP BY, ORDER BY and DISTINCT ON may name an output by position or by name.
ExpressionId StatementBinding::group_item(Node item, Scope& scope, const CteScope* ctes, BlockId id,
                                          NamePreference preference) {
  if (item.is("A_Const") && item.has("ival")) {
    const auto position = static_cast<size_t>(item["ival"].number("ival"));
    const std::vector<Output>& outputs = query_.block(id).outputs;
    return position >= 1 && position <= outputs.size() ? outputs[position - 1].value : bind_constant(item);
  }
  const NodeList fields = item.is("ColumnRef") ? item.list("fields") : NodeList();
  const auto as_output = [&]() -> ExpressionId {
    if (fields.size() == 1)
      for (const Output& output : query_.block(id).outputs)
        if (output.name == fields[0].string()) return output.value;
    return kNothing;
  };
  if (preference == NamePreference::kOutput)
    if (const ExpressionId output = as_output(); output != kNothing) return output;
  const ExpressionId bound = bind_expression(item, scope, ctes);
  if (query_.expression(bound).kind == ExpressionKind::kOpaque)
    if (const ExpressionId output = as_output(); output != kNothing) return output;
  return bound;
}

void StatementBinding::bind_group_by(Node select, Scope& scope, const CteScope* ctes, BlockId id) {
  for (const Node item : select.list("groupClause")) {
    block(id).grouped = true;
    if (item.is("GroupingSet")) {
      block(id).grouping_sets = true;
      const ExpressionId parts = bind_anything(item, scope, ctes);
      block(id).others.push_back(parts);
      continue;
    }
    const ExpressionId bound = group_item(item, scope, ctes, id, NamePreference::kInput);
    block(id).group_by.push_back(bound);
  }
}

void StatementBinding::bind_sort_and_limit(Node select, Scope& scope, const CteScope* ctes, BlockId id) {
  for (const Node item : select.list("sortClause")) {
    const ExpressionId bound = group_item(item["node"], scope, ctes, id, NamePreference::kOutput);
    block(id).others.push_back(bound);
  }
  for (const std::string_view clause : {"limitCount", "limitOffset"}) {
    const Node amount = select[clause];
    if (!amount) continue;
    const ExpressionId bound = bind_expression(amount, scope, ctes);
    block(id).others.push_back(bound);
    const Expression& value = query_.expression(bound);
    const bool cuts = value.kind != ExpressionKind::kNull &&
                      !(clause == "limitOffset" && value.kind == ExpressionKind::kConstant && value.text == "0");
    if (!cuts) continue;  // LIMIT ALL, LIMIT NULL, OFFSET 0
    block(id).limited = true;
    block(id).limit_at = value.at;
  }
}

BlockId StatementBinding::bind_values(Node select, const Scope* outer, const CteScope* ctes) {
  const BlockId id = add_block(Block::Kind::kValues);
  Scope scope;
  scope.outer = outer;
  for (const Node row : select.list("valuesLists")) {
    std::vector<ExpressionId> values = bind_all(row.list("items"), scope, ctes);
    block(id).rows.push_back(std::move(values));
  }
  const size_t width = block(id).rows.front().size();
  for (size_t i = 0; i < width; ++i) {
    // A column of several rows is only a value when there is one row.
    const ExpressionId value = block(id).rows.size() == 1 ? block(id).rows[0][i] : kNothing;
    block(id).outputs.push_back({keep("column" + std::to_string(i + 1)), value});
  }
  return id;
}

BlockId StatementBinding::bind_set_operation(Node select, const Scope* outer, const CteScope* ctes) {
  const std::string_view operation = select.text("op");
  const BlockId id = add_block(operation == "SETOP_UNION"       ? Block::Kind::kUnion
                               : operation == "SETOP_INTERSECT" ? Block::Kind::kIntersect
                                                                : Block::Kind::kExcept);
  const BlockId left = bind_select(select["larg"], outer, ctes);
  const BlockId right = bind_select(select["rarg"], outer, ctes);
  block(id).left = left;
  block(id).right = right;
  for (size_t i = 0; i < query_.block(left).outputs.size(); ++i)
    block(id).outputs.push_back({query_.block(left).outputs[i].name, kNothing});
  settle_arms(id);
  return id;
}

// Arms correspond by position, as far as every position is known.
void StatementBinding::settle_arms(BlockId id) {
  const Block& left = query_.block(query_.block(id).left);
  const Block& right = query_.block(query_.block(id).right);
  block(id).open_outputs = left.open_outputs || right.open_outputs || left.outputs.size() != right.outputs.size();
}

void StatementBinding::bind_with(Node with, const Scope* outer, CteScope& ctes, std::vector<BlockId>& effects) {
  const bool recursive = with.flag("recursive");
  for (const Node cte : with.list("ctes")) {
    const Node query = cte["ctequery"];
    CommonTable made;
    made.name = cte.text("ctename");
    for (const Node name : cte.list("aliascolnames")) made.columns.push_back(name.string());
    made.data_modifying = !query.is("SelectStmt");
    const std::string_view operation = query.text("op");
    if (recursive && !made.data_modifying && operation == "SETOP_UNION") {
      ctes.tables.push_back(std::move(made));
      bind_recursive(cte, query, outer, ctes, ctes.tables.size() - 1);
      continue;
    }
    const std::vector<std::string_view> names = made.columns;
    made.block = bind_query(query, outer, &ctes, &names);
    made.columns.clear();
    for (const Output& output : query_.block(made.block).outputs) made.columns.push_back(output.name);
    if (made.data_modifying) effects.push_back(made.block);
    ctes.tables.push_back(std::move(made));
  }
}

void StatementBinding::bind_recursive(Node cte, Node select, const Scope* outer, CteScope& ctes, size_t index) {
  CteScope inner{&ctes, {}};
  const CteScope* reach = &ctes;
  std::vector<BlockId> effects;
  if (select.has("withClause")) {
    bind_with(select["withClause"], outer, inner, effects);
    reach = &inner;
  }
  const BlockId id = add_block(Block::Kind::kUnion);
  // In the anchor the name still means whatever is outside; only the second arm refers to itself.
  const std::string_view own_name = std::exchange(ctes.tables[index].name, std::string_view());
  const BlockId anchor = bind_select(select["larg"], outer, reach);
  CommonTable& own = ctes.tables[index];
  own.name = own_name;
  own.block = id;
  std::vector<std::string_view> names = own.columns;
  for (size_t i = names.size(); i < query_.block(anchor).outputs.size(); ++i)
    names.push_back(query_.block(anchor).outputs[i].name);
  own.columns = names;
  own.being_bound = true;
  block(id).left = anchor;
  for (const std::string_view name : names) block(id).outputs.push_back({name, kNothing});
  const BlockId arm = bind_select(select["rarg"], outer, reach);
  block(id).right = arm;
  settle_arms(id);
  ctes.tables[index].being_bound = false;
  block(id).recursive = query_.block(id).recursive_reference != kNothing;
  block(id).effects = effects;
  Scope scope;
  scope.outer = outer;
  scope.block = id;
  bind_sort_and_limit(select, scope, reach, id);
  if (cte.has("search_clause") || cte.has("cycle_clause"))
    // SEARCH and CYCLE add columns behind the declared ones; nothing follows from them.
    for (const std::string_view extra : {"search_clause", "cycle_clause"})
      if (const Node clause = cte[extra]) {
        for (const std::string_view field : {"search_seq_column", "cycle_mark_column", "cycle_path_column"})
          if (clause.has(field)) ctes.tables[index].columns.push_back(clause.text(field));
      }
}

}  // namespace ringfence::sql
