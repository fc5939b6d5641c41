// FROM: relations, joins, derived tables, functions, views.
#include <algorithm>

#include "lint/sql/bind.h"
#include "lint/sql/builtin_functions.h"

namespace ringfence::sql {

RelationId StatementBinding::add_relation(Relation relation) {
  relation.open_columns = relation.open_columns || relation.kind == Relation::Kind::kUnknown;
  if (relation.kind == Relation::Kind::kSubquery && relation.block != kNothing)
    relation.open_columns = query_.block(relation.block).open_outputs;
  relation.text = text_;
  if (!open_views_.empty()) {
    relation.through = open_views_.front();
    relation.through_at = outermost_view_at_;
  }
  for (const View* view : open_views_)
    if (!view->security_invoker) relation.owner_view = view;
  for (const Routine* routine : open_routines_)
    if (routine->security_definer) relation.definer = routine;
  query_.relations.push_back(std::move(relation));
  return static_cast<RelationId>(query_.relations.size() - 1);
}

JoinId StatementBinding::add_join(Join join) {
  query_.joins.push_back(join);
  return static_cast<JoinId>(query_.joins.size() - 1);
}

StatementBinding::FromItem StatementBinding::in_scope(RelationId relation, Scope& scope) {
  Join join;
  join.relation = relation;
  join.at = query_.relation(relation).at;
  scope.relations.push_back(relation);
  return {add_join(join), scope.relations.size() - 1, scope.relations.size()};
}

StatementBinding::FromItem StatementBinding::bind_from_item(Node node, Scope& scope, const CteScope* ctes) {
  if (node.is("RangeVar")) return bind_range_var(node, scope, ctes);
  if (node.is("JoinExpr")) return bind_join(node, scope, ctes);
  if (node.is("RangeSubselect")) return bind_range_subselect(node, scope, ctes);
  if (node.is("RangeFunction")) return bind_range_function(node, scope, ctes);
  if (node.is("RangeTableSample")) return bind_from_item(node["relation"], scope, ctes);
  // XMLTABLE and whatever comes: its columns are unknown, its arguments are read.
  Relation relation;
  relation.kind = Relation::Kind::kFunction;
  relation.alias = node["alias"].text("aliasname");
  relation.values.push_back(bind_anything(node, scope, ctes));
  return in_scope(add_relation(std::move(relation)), scope);
}

namespace {

void rename_columns(Node alias, std::vector<std::string_view>& columns) {
  size_t index = 0;
  for (const Node name : alias.list("colnames")) {
    if (index == columns.size()) columns.emplace_back();
    columns[index++] = name.string();
  }
}

}  // namespace

RelationId StatementBinding::table_relation(Node range_var) {
  const std::string_view schema = range_var.text("schemaname");
  const std::string_view name = range_var.text("relname");
  const Node alias = range_var["alias"];
  Relation relation;
  relation.alias = alias ? alias.text("aliasname") : name;
  relation.schema = schema;
  relation.at = name_span(range_var.location());
  relation.table = catalog_.find_table(schema, name);
  if (relation.table != nullptr) {
    if (!alias.list("colnames").empty()) {
      for (const Column& column : relation.table->columns) relation.columns.push_back(column.name);
      rename_columns(alias, relation.columns);
    }
    return add_relation(std::move(relation));
  }
  relation.kind = Relation::Kind::kUnknown;
  const RoutineName* own = routine_ != nullptr && schema.empty() ? routine_->find(name) : nullptr;
  if (own != nullptr && own->rows_of != nullptr) {
    // Rows that the statement which fired the trigger has written: the tenant's, if that statement was.
    relation.kind = Relation::Kind::kRowOf;
    relation.table = own->rows_of;
    return add_relation(std::move(relation));
  }
  const bool system =
      schema == "pg_catalog" || schema == "information_schema" || (schema.empty() && name.substr(0, 3) == "pg_");
  const bool of_some_tenant = !catalog_.tenant_schemas.empty() && schema.find(kNameHole) != schema.npos;
  if (!system) query_.unknown_relations.push_back(unknown_relation(of_some_tenant ? std::string_view() : schema, name, relation.at));
  return add_relation(std::move(relation));
}

StatementBinding::FromItem StatementBinding::bind_range_var(Node node, Scope& scope, const CteScope* ctes) {
  const std::string_view schema = node.text("schemaname");
  const std::string_view name = node.text("relname");
  const Span at = name_span(node.location());
  if (const CommonTable* cte = schema.empty() && ctes != nullptr ? ctes->find(name) : nullptr) {
    Relation relation;
    if (cte->block == kNothing) {
      // Named inside its own WITH before it has a meaning; PostgreSQL refuses it.
      obstacle("WITH query " + std::string(name) + " refers to itself where it cannot", at);
      relation.kind = Relation::Kind::kUnknown;
      relation.alias = name;
      relation.at = at;
      return in_scope(add_relation(std::move(relation)), scope);
    }
    relation.kind = cte->being_bound ? Relation::Kind::kRecursive : Relation::Kind::kSubquery;
    relation.block = cte->block;
    relation.alias = node["alias"] ? node["alias"].text("aliasname") : name;
    relation.columns = cte->columns;
    rename_columns(node["alias"], relation.columns);
    relation.from_cte = true;
    relation.data_modifying = cte->data_modifying;
    relation.at = at;
    const RelationId id = add_relation(std::move(relation));
    if (cte->being_bound) {
      // One reference is the rule; SQL allows no second one.
      block(cte->block).recursive_reference = id;
    }
    return in_scope(id, scope);
  }
  if (catalog_.find_table(schema, name) == nullptr)
    if (const View* view = catalog_.find_view(schema, name)) return in_scope(bind_view(*view, node, at), scope);
  return in_scope(table_relation(node), scope);
}

RelationId StatementBinding::bind_view(const View& view, Node range_var, Span at) {
  const Node alias = range_var["alias"];
  Relation relation;
  relation.kind = Relation::Kind::kSubquery;
  relation.view = &view;
  relation.alias = alias ? alias.text("aliasname") : range_var.text("relname");
  relation.schema = range_var.text("schemaname");
  relation.at = at;
  const bool cyclic = std::find(open_views_.begin(), open_views_.end(), &view) != open_views_.end();
  if (cyclic || open_views_.size() > 32 || view.definition == nullptr) {
    obstacle("view " + view.name + (cyclic ? " is defined through itself" : " has no definition that could be read"),
             at);
    relation.kind = Relation::Kind::kUnknown;
    return add_relation(std::move(relation));
  }
  if (memory_.view_parsers_used == memory_.view_parsers.size())
    memory_.view_parsers.push_back(std::make_unique<Parser>());
  Parser& parser = *memory_.view_parsers[memory_.view_parsers_used++];
  const Node definition = parser.parse(view.definition->text);
  if (parser.failed()) {
    obstacle("view " + view.name + " could not be read: " + parser.error().message, at);
    relation.kind = Relation::Kind::kUnknown;
    return add_relation(std::move(relation));
  }
  if (open_views_.empty()) outermost_view_at_ = at;
  open_views_.push_back(&view);
  const SqlText* outer_text = std::exchange(text_, view.definition.get());
  const RoutineScope* outer_routine = std::exchange(routine_, nullptr);
  relation.block = bind_query(definition, nullptr, nullptr);
  routine_ = outer_routine;
  text_ = outer_text;
  open_views_.pop_back();
  for (const Output& output : query_.block(relation.block).outputs) relation.columns.push_back(output.name);
  for (size_t i = 0; i < view.column_names.size() && i < relation.columns.size(); ++i)
    relation.columns[i] = view.column_names[i];
  rename_columns(alias, relation.columns);
  return add_relation(std::move(relation));
}

StatementBinding::FromItem StatementBinding::bind_range_subselect(Node node, Scope& scope, const CteScope* ctes) {
  // Without LATERAL the items beside it are not in reach, but the queries around are.
  const Scope* reach = node.flag("lateral") ? &scope : scope.outer;
  Relation relation;
  relation.kind = Relation::Kind::kSubquery;
  relation.alias = node["alias"].text("aliasname");
  relation.block = bind_query(node["subquery"], reach, ctes);
  for (const Output& output : query_.block(relation.block).outputs) relation.columns.push_back(output.name);
  rename_columns(node["alias"], relation.columns);
  return in_scope(add_relation(std::move(relation)), scope);
}

void StatementBinding::bind_function_columns(Node call, Relation& relation, Scope& scope, const CteScope* ctes) {
  // Aggregates and windows cannot stand here; calls belong to no block.
  Scope reach = scope;
  reach.block = kNothing;
  reach.outer = scope.outer;
  const std::string_view name = call.list("funcname").back().string();
  const ExpressionId value = bind_expression(call, reach, ctes);
  const Expression bound = query_.expression(value);
  if (call.is("FuncCall") && !bound.text.empty() && bound.kind != ExpressionKind::kConstant) relation.opaque = true;
  const bool from_parameter =
      bound.child_count > 0 && query_.expression(query_.child(bound, 0)).kind == ExpressionKind::kParameter;
  if (call.is("FuncCall") && name == "unnest") {
    if (bound.kind == ExpressionKind::kElementOf) {
      relation.columns.emplace_back(name);
      relation.values.push_back(value);
      return;
    }
    for (uint32_t i = 0; i < bound.child_count; ++i) {
      relation.columns.emplace_back(name);
      relation.values.push_back(add(ExpressionKind::kElementOf, bound.at, {query_.child(bound, i)}));
    }
    return;
  }
  const bool records = from_parameter && name.find("to_recordset") != name.npos;
  size_t known = 0;
  for (const Routine* routine : catalog_.find_routines({}, name))
    if (known == 0)
      for (const RoutineParameter& parameter : routine->parameters)
        if (parameter.mode != RoutineParameter::Mode::kIn && parameter.mode != RoutineParameter::Mode::kVariadic) {
          relation.columns.emplace_back(parameter.name);
          relation.values.push_back(kNothing);
          ++known;
        }
  if (known == 0) {
    // A function may return a row; only these are known to return one value.
    relation.open_columns = name != "generate_series" && name != "generate_subscripts" &&
                            name != "regexp_split_to_table" && name != "string_to_table";
    relation.columns.emplace_back(name);
    relation.values.push_back(records ? add(ExpressionKind::kElementOf, bound.at, {query_.child(bound, 0)}) : value);
  }
}

StatementBinding::FromItem StatementBinding::bind_range_function(Node node, Scope& scope, const CteScope* ctes) {
  Relation relation;
  relation.kind = Relation::Kind::kFunction;
  const Node alias = node["alias"];
  relation.alias = alias.text("aliasname");
  std::vector<std::string_view> defined;
  if (const BlockId rows = opened_rows(node, scope, ctes); rows != kNothing) {
    // The rows of a function whose body is one query are that query's.
    const NodeList names = node.list("functions")[0].list("items")[0].list("funcname");
    relation.kind = Relation::Kind::kSubquery;
    relation.block = rows;
    if (relation.alias.empty()) relation.alias = names.back().string();
    for (const Output& output : query_.block(rows).outputs) relation.columns.push_back(output.name);
    if (relation.columns.size() == 1) relation.columns[0] = relation.alias;
    rename_columns(alias, relation.columns);
    return in_scope(add_relation(std::move(relation)), scope);
  }
  for (const Node function : node.list("functions")) {
    const NodeList items = function.list("items");
    bind_function_columns(items[0], relation, scope, ctes);
    for (const Node definition : items.size() > 1 ? items[1].list("items") : NodeList())
      defined.push_back(definition.text("colname"));
  }
  for (const Node definition : node.list("coldeflist")) defined.push_back(definition.text("colname"));
  if (!defined.empty()) {
    // `f(…) AS t(a uuid, b text)`: every column comes out of the same value.
    const ExpressionId value = relation.values.empty() ? kNothing : relation.values[0];
    relation.columns = defined;
    relation.open_columns = false;
    relation.values.assign(defined.size(), value);
  }
  if (relation.columns.size() == 1 && !relation.alias.empty() && alias.list("colnames").empty() && defined.empty())
    relation.columns[0] = relation.alias;
  if (relation.alias.empty() && !relation.columns.empty()) relation.alias = relation.columns[0];
  rename_columns(alias, relation.columns);
  if (node.flag("ordinality") && relation.columns.size() == relation.values.size())
    relation.columns.emplace_back("ordinality");
  relation.values.resize(relation.columns.size(), kNothing);
  return in_scope(add_relation(std::move(relation)), scope);
}

StatementBinding::FromItem StatementBinding::bind_join(Node node, Scope& scope, const CteScope* ctes) {
  const std::string_view type = node.text("jointype");
  Join join;
  join.kind = type == "JOIN_LEFT"    ? Join::Kind::kLeft
              : type == "JOIN_RIGHT" ? Join::Kind::kRight
              : type == "JOIN_FULL"  ? Join::Kind::kFull
                                     : Join::Kind::kInner;
  const FromItem left = bind_from_item(node["larg"], scope, ctes);
  const FromItem right = bind_from_item(node["rarg"], scope, ctes);
  join.left = left.join;
  join.right = right.join;
  if (node.has("quals")) {
    // ON sees the two sides of its join alone (and the outer queries).
    Scope reach;
    reach.outer = scope.outer;
    reach.merged = scope.merged;
    reach.windows = scope.windows;
    reach.block = scope.block;
    reach.relations.assign(scope.relations.begin() + static_cast<std::ptrdiff_t>(left.first),
                           scope.relations.begin() + static_cast<std::ptrdiff_t>(right.last));
    join.on = bind_expression(node["quals"], reach, ctes);
  } else {
    join.on = merge_columns(node, scope, left, right, join.kind);
  }
  const size_t first = left.first;
  return {add_join(join), first, right.last};
}

std::vector<std::string_view> StatementBinding::shared_names(const Scope& scope, const FromItem& left,
                                                             const FromItem& right) const {
  std::vector<std::string_view> names;
  for (size_t l = left.first; l < left.last; ++l)
    for (int i = 0; i < column_count(scope.relations[l]); ++i) {
      const std::string_view name = column_name(scope.relations[l], i);
      for (size_t r = right.first; r < right.last; ++r)
        if (column_index(scope.relations[r], name) != kNothing &&
            std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
    }
  return names;
}

ExpressionId StatementBinding::merge_columns(Node join, Scope& scope, const FromItem& left, const FromItem& right,
                                             Join::Kind kind) {
  std::vector<std::string_view> names;
  for (const Node name : join.list("usingClause")) names.push_back(name.string());
  if (join.flag("isNatural")) names = shared_names(scope, left, right);
  std::vector<ExpressionId> equalities;
  for (const std::string_view name : names) {
    ExpressionId sides[2] = {kNothing, kNothing};
    for (int side = 0; side < 2; ++side) {
      const FromItem& item = side == 0 ? left : right;
      // A name merged further left stands for its merged value.
      if (side == 0)
        for (const MergedColumn& merged : scope.merged)
          if (merged.name == name) sides[side] = merged.value;
      for (size_t i = item.first; i < item.last && sides[side] == kNothing; ++i)
        if (const int index = column_index(scope.relations[i], name); index != kNothing)
          sides[side] = column(scope.relations[i], index, query_.relation(scope.relations[i]).at);
    }
    if (sides[0] == kNothing || sides[1] == kNothing) continue;
    equalities.push_back(add(ExpressionKind::kEqual, query_.expression(sides[1]).at, {sides[0], sides[1]}));
    const ExpressionId value = kind == Join::Kind::kRight  ? sides[1]
                               : kind == Join::Kind::kFull ? add(ExpressionKind::kCoalesce, {}, {sides[0], sides[1]})
                                                           : sides[0];
    if (kind == Join::Kind::kFull) expression(value).text = kMergedColumn;
    std::erase_if(scope.merged, [&](const MergedColumn& merged) { return merged.name == name; });
    scope.merged.push_back({name, value});
  }
  return conjunction(equalities, query_.joins[static_cast<size_t>(right.join)].at);
}

// Names.

int StatementBinding::column_count(RelationId id) const {
  const Relation& relation = query_.relation(id);
  if (!relation.columns.empty()) return static_cast<int>(relation.columns.size());
  return relation.table == nullptr ? 0 : static_cast<int>(relation.table->columns.size());
}

std::string_view StatementBinding::column_name(RelationId id, int index) const {
  const Relation& relation = query_.relation(id);
  const auto at = static_cast<size_t>(index);
  return relation.columns.empty() ? std::string_view(relation.table->columns[at].name) : relation.columns[at];
}

int StatementBinding::column_index(RelationId id, std::string_view name) const {
  const Relation& relation = query_.relation(id);
  if (relation.columns.empty() && relation.table != nullptr) {
    const int index = relation.table->column_index(name);
    // ctid names a row of a plain table as well as a primary key does; it is the column behind the last.
    if (index == kNothing && name == "ctid" && relation.kind == Relation::Kind::kTable &&
        relation.table->kind == Table::Kind::kTable)
      return static_cast<int>(relation.table->columns.size());
    return index;
  }
  for (size_t i = 0; i < relation.columns.size(); ++i)
    if (relation.columns[i] == name) return static_cast<int>(i);
  return kNothing;
}

bool StatementBinding::has_unknown_columns(RelationId id) const { return query_.relation(id).open_columns; }

}  // namespace ringfence::sql
