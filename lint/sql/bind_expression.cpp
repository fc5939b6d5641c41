// Expressions and predicates.
#include "lint/sql/bind.h"
#include "lint/sql/builtin_functions.h"
#include "ringfence/lower_case.h"

namespace ringfence::sql {

namespace {

bool is_integer(std::string_view type) { return is_one_of(type, {"int2", "int4", "int8"}); }

// Whether `column::target = x` says as much as `column = x`: the cast maps no two values to one.
bool cast_keeps_equality(std::string_view source, std::string_view target, bool has_modifier) {
  if (has_modifier) return false;
  if (source == target) return true;
  if (is_integer(source)) return is_integer(target) || is_one_of(target, {"numeric", "text", "varchar"});
  if (is_one_of(source, {"text", "varchar"})) return is_one_of(target, {"text", "varchar"});
  return is_one_of(source, {"uuid", "bool"}) && is_one_of(target, {"text", "varchar"});
}

}  // namespace

ExpressionId StatementBinding::add(ExpressionKind kind, Span at, const std::vector<ExpressionId>& children) {
  Expression made;
  made.kind = kind;
  made.at = at;
  made.first_child = static_cast<uint32_t>(query_.children.size());
  made.child_count = static_cast<uint32_t>(children.size());
  query_.children.insert(query_.children.end(), children.begin(), children.end());
  query_.expressions.push_back(made);
  return static_cast<ExpressionId>(query_.expressions.size() - 1);
}

ExpressionId StatementBinding::column(RelationId relation, int index, Span at) {
  const ExpressionId id = add(ExpressionKind::kColumn, at);
  expression(id).relation = relation;
  expression(id).column = index;
  return id;
}

ExpressionId StatementBinding::parameter(int number, std::string_view name, Span at) {
  bool known = false;
  for (const Parameter& seen : query_.parameters) known = known || seen.number == number;
  if (!known) {
    const Placeholder* written =
        routine_ == nullptr && query_.text != nullptr ? query_.text->placeholder(number) : nullptr;
    Parameter made{number, std::string(name), name.empty() ? "$" + std::to_string(number) : std::string(name), false, 0};
    if (written != nullptr) made = {number, written->name, written->spelling, written->from_code, written->levels};
    query_.parameters.push_back(std::move(made));
  }
  const ExpressionId id = add(ExpressionKind::kParameter, at);
  expression(id).number = number;
  return id;
}

ExpressionId StatementBinding::conjunction(const std::vector<ExpressionId>& parts, Span at) {
  if (parts.empty()) return kNothing;
  return parts.size() == 1 ? parts[0] : add(ExpressionKind::kAnd, at, parts);
}

std::vector<ExpressionId> StatementBinding::bind_all(NodeList nodes, Scope& scope, const CteScope* ctes) {
  std::vector<ExpressionId> bound;
  for (const Node node : nodes) bound.push_back(bind_expression(node, scope, ctes));
  return bound;
}

ExpressionId StatementBinding::bind_expression(Node node, Scope& scope, const CteScope* ctes) {
  const std::string_view kind = node.kind();
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  if (kind == "ColumnRef") return bind_column(node, scope);
  if (kind == "ParamRef") {
    const int number = static_cast<int>(node.number("number"));
    if (routine_ == nullptr) return parameter(number, {}, at);
    for (const RoutineName& name : routine_->names)
      if (name.parameter == number) return routine_value(name, {}, at);
    return parameter(number, {}, at);
  }
  if (kind == "A_Const") return bind_constant(node);
  if (kind == "A_Expr") return bind_operator(node, scope, ctes);
  if (kind == "BoolExpr") {
    const std::string_view boolean = node.text("boolop");
    const ExpressionKind made = boolean == "AND_EXPR"  ? ExpressionKind::kAnd
                                : boolean == "OR_EXPR" ? ExpressionKind::kOr
                                                       : ExpressionKind::kNot;
    return add(made, at, bind_all(node.list("args"), scope, ctes));
  }
  if (kind == "TypeCast") return bind_cast(node, scope, ctes);
  if (kind == "FuncCall") return bind_call(node, scope, ctes);
  if (kind == "SubLink") return bind_sublink(node, scope, ctes);
  if (kind == "NullTest") {
    const bool is_null = node.text("nulltesttype") == "IS_NULL";
    const ExpressionId tested = bind_expression(node["arg"], scope, ctes);
    return add(is_null ? ExpressionKind::kIsNull : ExpressionKind::kIsNotNull, at, {tested});
  }
  if (kind == "BooleanTest") return bind_boolean_test(node, scope, ctes);
  if (kind == "CoalesceExpr") return add(ExpressionKind::kCoalesce, at, bind_all(node.list("args"), scope, ctes));
  if (kind == "RowExpr") return add(ExpressionKind::kRow, at, bind_all(node.list("args"), scope, ctes));
  if (kind == "A_ArrayExpr") return add(ExpressionKind::kArray, at, bind_all(node.list("elements"), scope, ctes));
  if (kind == "SetToDefault") return add(ExpressionKind::kDefault, at);
  if (kind == "NamedArgExpr") return bind_expression(node["arg"], scope, ctes);
  if (kind == "SQLValueFunction") {
    // SVFOP_CURRENT_USER: current_user
    const ExpressionId id = add(ExpressionKind::kStable, at);
    const std::string_view op = node.text("op");
    expression(id).text = keep(lower_case(op.substr(std::min(op.size(), std::string_view("SVFOP_").size()))));
    return id;
  }
  if (kind == "CurrentOfExpr") obstacle("WHERE CURRENT OF: the cursor's query is not followed", at);
  return bind_anything(node, scope, ctes);
}

// CASE, GREATEST, JSON and XML constructors, subscripts, COLLATE, …: nothing follows from their value, but what they
// contain is still read.
ExpressionId StatementBinding::bind_anything(Node node, Scope& scope, const CteScope* ctes) {
  std::vector<ExpressionId> parts;
  if (node) {
    for (const auto field : node.fields()) {
      if (field.value.type() == simdjson::dom::element_type::OBJECT) {
        const Node child(field.value);
        if (!child.is("TypeName") && field.key != "typeName") parts.push_back(bind_expression(child, scope, ctes));
      } else if (field.value.type() == simdjson::dom::element_type::ARRAY) {
        for (const Node child : NodeList(field.value.get_array().value_unsafe()))
          if (child && !child.is("String")) parts.push_back(bind_expression(child, scope, ctes));
      }
    }
  }
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const ExpressionId id =
      add(node.is("CaseExpr") ? ExpressionKind::kCase : ExpressionKind::kOpaque, {location, location}, parts);
  expression(id).strict = node.is("CollateClause");
  return id;
}

ExpressionId StatementBinding::bind_constant(Node node) {
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  if (node.flag("isnull")) return add(ExpressionKind::kNull, at);
  if (node.has("boolval"))
    return add(node["boolval"].flag("boolval") ? ExpressionKind::kTrue : ExpressionKind::kFalse, at);
  const ExpressionId id = add(ExpressionKind::kConstant, at);
  if (node.has("sval")) expression(id).text = node["sval"].text("sval");
  if (node.has("ival")) expression(id).text = keep(std::to_string(node["ival"].number("ival")));
  if (node.has("fval")) expression(id).text = node["fval"].text("fval");
  return id;
}

ExpressionId StatementBinding::bind_column(Node node, Scope& scope) {
  const NodeList fields = node.list("fields");
  const Span at = name_span(node.location());
  if (fields.back().is("A_Star")) return add(ExpressionKind::kOpaque, at);
  const std::string_view name = fields.back().string();
  const std::string_view qualifier = fields.size() > 1 ? fields[fields.size() - 2].string() : std::string_view();
  for (const Scope* reach = &scope; reach != nullptr; reach = reach->outer) {
    if (qualifier.empty())
      for (const MergedColumn& merged : reach->merged)
        if (merged.name == name) return merged.value;
    bool hidden = false;
    for (const RelationId relation : reach->relations) {
      if (!qualifier.empty() && query_.relation(relation).alias != qualifier) continue;
      const int index = column_index(relation, name);
      if (index != kNothing) return column(relation, index, at);
      hidden = hidden || has_unknown_columns(relation);
      // `SELECT d FROM deals d`: the whole row.
      if (qualifier.empty() && query_.relation(relation).alias == name) return whole_row(relation, at);
      if (!qualifier.empty()) return add(ExpressionKind::kOpaque, at);
    }
    // The name may belong to a relation whose columns we do not know: better nothing than a wrong outer column.
    if (hidden) return add(ExpressionKind::kOpaque, at);
  }
  if (routine_ != nullptr) {
    if (const RoutineName* own = routine_->find(qualifier.empty() ? name : qualifier))
      return routine_value(*own, qualifier.empty() ? std::string_view() : name, at);
    if (qualifier == routine_->name)
      if (const RoutineName* own = routine_->find(name)) return routine_value(*own, {}, at);
  }
  return add(ExpressionKind::kOpaque, at);
}

ExpressionId StatementBinding::routine_value(const RoutineName& name, std::string_view field, Span at) {
  if (name.row_of != nullptr) {
    RelationId& row = name.name == "old" ? old_row_ : new_row_;
    if (row == kNothing) {
      Relation made;
      made.kind = Relation::Kind::kRowOf;
      made.table = name.row_of;
      made.alias = name.name;
      made.text = text_;
      made.at = at;
      row = add_relation(std::move(made));
    }
    if (field.empty()) return whole_row(row, at);
    const int index = name.row_of->column_index(field);
    return index == kNothing ? add(ExpressionKind::kOpaque, at) : column(row, index, at);
  }
  if (name.value != kNothing && field.empty()) return name.value;
  if (name.parameter > 0 && !name.opaque && field.empty()) return parameter(name.parameter, name.name, at);
  if (!name.single_value.empty() && field.empty()) {
    const ExpressionId id = add(ExpressionKind::kStable, at);
    expression(id).text = name.single_value;
    return id;
  }
  const ExpressionId assigned = field.empty() ? assigned_value(name, at) : kNothing;
  const ExpressionId id = add(ExpressionKind::kLocal, at);
  // What EXECUTE … USING brings into reach does not outlive the binding.
  expression(id).text = keep(field.empty() ? name.name : name.name + "." + std::string(field));
  if (assigned != kNothing) add_child(id, assigned);
  return id;
}

ExpressionId StatementBinding::whole_row(RelationId relation, Span at) {
  const ExpressionId id = add(ExpressionKind::kOpaque, at);
  expression(id).relation = relation;
  return id;
}

ExpressionId StatementBinding::bind_sublink(Node node, Scope& scope, const CteScope* ctes) {
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  const std::string_view kind = node.text("subLinkType");
  std::vector<ExpressionId> operands;
  if (node.has("testexpr")) operands.push_back(bind_expression(node["testexpr"], scope, ctes));
  BlockId block = opened_rows(node["subselect"], scope, ctes);
  if (block == kNothing) block = bind_query(node["subselect"], &scope, ctes);
  const std::string_view name = node.list("operName").back().string();
  if (kind == "EXISTS_SUBLINK" || kind == "EXPR_SUBLINK") {
    const ExpressionId id =
        add(kind == "EXISTS_SUBLINK" ? ExpressionKind::kExists : ExpressionKind::kScalarSubquery, at);
    expression(id).block = block;
    expression(id).column = 0;
    return id;
  }
  const bool membership = kind == "ANY_SUBLINK" && (name.empty() || name == "=");
  const bool exclusion = kind == "ALL_SUBLINK" && name == "<>";
  const ExpressionId id =
      add(membership || exclusion ? ExpressionKind::kInSubquery : ExpressionKind::kOpaque, at, operands);
  expression(id).block = block;
  return exclusion ? add(ExpressionKind::kNot, at, {id}) : id;
}

ExpressionId StatementBinding::bind_cast(Node node, Scope& scope, const CteScope* ctes) {
  const ExpressionId inner = bind_expression(node["arg"], scope, ctes);
  const Expression cast = query_.expression(inner);
  const Node type = node["typeName"];
  const auto strict_cast = [&] {
    const ExpressionId made = add(ExpressionKind::kOpaque, cast.at, {inner});
    expression(made).strict = true;
    return made;
  };
  const auto names = type.list("names");
  // Different numbers are one boolean.
  const bool many_to_one = !names.empty() && is_one_of(names.back().string(), {"bool", "bit", "varbit"});
  if (cast.kind == ExpressionKind::kConstant && many_to_one) return strict_cast();
  switch (cast.kind) {
    case ExpressionKind::kParameter:
    case ExpressionKind::kLocal:
    case ExpressionKind::kConstant:
    case ExpressionKind::kNull:
    case ExpressionKind::kStable:
    case ExpressionKind::kArray:
    case ExpressionKind::kTrue:
    case ExpressionKind::kFalse: return inner;
    case ExpressionKind::kScalarSubquery: return inner;
    case ExpressionKind::kCoalesce: {
      // Of settings and constants, which are compared by their text.
      bool is_stable = !many_to_one;
      for (uint32_t i = 0; i < cast.child_count; ++i) {
        const ExpressionKind kind = query_.expression(query_.child(cast, i)).kind;
        is_stable = is_stable && (kind == ExpressionKind::kStable || kind == ExpressionKind::kConstant);
      }
      if (is_stable) return inner;
      break;
    }
    default: break;
  }
  const bool has_modifier = !type.list("typmods").empty() || !type.list("arrayBounds").empty();
  if (cast.kind == ExpressionKind::kColumn) {
    const Relation& relation = query_.relation(cast.relation);
    const auto index = static_cast<size_t>(cast.column);
    const bool known = relation.table != nullptr && index < relation.table->columns.size();
    if (known &&
        cast_keeps_equality(relation.table->columns[index].type, type.list("names").back().string(), has_modifier))
      return inner;
  }
  return strict_cast();
}

}  // namespace ringfence::sql
