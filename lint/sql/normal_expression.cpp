// Expressions as canonical texts, so that one that a person wrote compares with what PostgreSQL makes of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/sql/parse.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

using sql::Node;
using sql::NodeList;

// A parent's name decides; PostgreSQL casts between these by itself.
bool is_cast_by_itself(std::string_view type) {
  constexpr auto kTypes = std::to_array<std::string_view>({"text", "varchar", "bpchar", "name", "regclass", "int2", "int4", "int8", "numeric", "float4", "float8"});
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

class Normaliser {
 public:
  Normaliser(const Catalog& catalog, const Table& table) : catalog_(catalog) { scopes_.push_back({{table.name, &table}}); }

  std::string text(Node node) {
    if (!node) return "-";
    const std::string_view kind = node.kind();
    if (kind == "ColumnRef") return column(node.list("fields"));
    if (kind == "A_Const") return constant(node);
    if (kind == "TypeCast") return cast(node);
    if (kind == "BoolExpr") return junction(node);
    if (kind == "A_Expr") return operation(node);
    if (kind == "FuncCall") return call(node);
    if (kind == "SubLink") return sublink(node);
    if (kind == "SelectStmt") return select(node, false);
    if (kind == "ResTarget") return text(node["val"]);
    if (kind == "RangeVar") return relation(node);
    return generic(node);
  }

 private:
  using Scope = std::vector<std::pair<std::string, const Table*>>;  // By alias; the table where the catalog knows it.

  // "depth.place.name" of the relation it is of, counted from the outermost; the bare name where nobody can tell.
  std::string column(NodeList fields) const {
    const std::string name(fields.back().is("A_Star") ? "*" : fields.back().string());
    const std::string qualifier(fields.size() > 1 ? fields[fields.size() - 2].string() : std::string_view());
    for (size_t depth = scopes_.size(); depth-- > 0;)
      for (size_t i = 0; i < scopes_[depth].size(); ++i) {
        const auto& [alias, table] = scopes_[depth][i];
        const bool has = table != nullptr && table->column_index(name) >= 0;
        if (qualifier.empty() ? has : qualifier == alias) return fmt::format("{}.{}.{}", depth, i, name);
      }
    return name;
  }

  static std::string constant(Node node) {
    if (node.flag("isnull")) return "NULL";
    if (node.has("sval")) return fmt::format("'{}'", node["sval"].text("sval"));
    if (node.has("boolval")) return node["boolval"].flag("boolval") ? "true" : "false";
    return node.has("fval") ? fmt::format("'{}'", node["fval"].text("fval")) : fmt::format("'{}'", node["ival"].number("ival"));
  }

  std::string cast(Node node) {
    const Node type = node["typeName"];
    const std::string_view name = type.list("names").back().string();
    const bool is_constant = node["arg"].is("A_Const");
    if (is_constant && name == "bool") return node["arg"]["sval"].text("sval").starts_with("t") ? "true" : "false";
    if (is_constant || is_cast_by_itself(name)) return text(node["arg"]);
    return fmt::format("{}::{}{}", text(node["arg"]), name, type.list("arrayBounds").empty() ? "" : "[]");
  }

  // AND of AND is one list.
  void collect(Node node, std::string_view operation, std::vector<std::string>& parts) {
    for (const Node argument : node.list("args"))
      if (argument.is("BoolExpr") && argument.text("boolop") == operation) collect(argument, operation, parts);
      else parts.push_back(text(argument));
  }

  std::string junction(Node node) {
    const std::string_view operation = node.text("boolop");
    if (operation == "NOT_EXPR") return "NOT " + text(node.list("args")[0]);
    std::vector<std::string> parts;
    collect(node, operation, parts);
    return fmt::format("({})", fmt::join(parts, operation == "AND_EXPR" ? " AND " : " OR "));
  }

  std::string list(NodeList nodes) {
    std::vector<std::string> parts;
    for (const Node node : nodes) parts.push_back(text(node));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }

  // x IN (a, b) is x = ANY (ARRAY[a, b]) for PostgreSQL, and x = a where there is one.
  std::string operation(Node node) {
    const std::string_view kind = node.text("kind");
    const std::string_view name = node.list("name").back().string();
    if (kind == "AEXPR_IN") {
      const NodeList values = node["rexpr"].list("items");
      if (values.size() == 1) return fmt::format("({} {} {})", text(node["lexpr"]), name, text(values[0]));
      return fmt::format("({} {} {} {})", text(node["lexpr"]), name, name == "=" ? "ANY" : "ALL", list(values));
    }
    if (kind == "AEXPR_OP_ANY" || kind == "AEXPR_OP_ALL") {
      Node array = node["rexpr"];
      while (array.is("TypeCast") && array["arg"].is("A_ArrayExpr")) array = array["arg"];
      const std::string values = array.is("A_ArrayExpr") ? list(array.list("elements")) : text(array);
      return fmt::format("({} {} {} {})", text(node["lexpr"]), name, kind == "AEXPR_OP_ANY" ? "ANY" : "ALL", values);
    }
    if (kind == "AEXPR_BETWEEN" || kind == "AEXPR_NOT_BETWEEN") {
      const NodeList bounds = node["rexpr"].list("items");
      const std::string of = text(node["lexpr"]);
      const bool is_not = kind == "AEXPR_NOT_BETWEEN";
      return fmt::format("(({} {} {}) {} ({} {} {}))", of, is_not ? "<" : ">=", text(bounds[0]), is_not ? "OR" : "AND", of, is_not ? ">" : "<=", text(bounds[1]));
    }
    const bool is_plain = kind == "AEXPR_OP" || kind == "AEXPR_LIKE" || kind == "AEXPR_ILIKE";
    return fmt::format("({} {}{} {})", text(node["lexpr"]), is_plain ? "" : std::string(kind) + " ", name, text(node["rexpr"]));
  }

  std::string call(Node node) {
    const NodeList names = node.list("funcname");
    std::string schema(names.size() > 1 ? names[names.size() - 2].string() : std::string_view());
    const std::string name(names.back().string());
    if (schema.empty())
      if (const auto known = catalog_.find_routines("", name); !known.empty()) schema = known[0]->schema;
    std::string options;
    for (const char* flag : {"agg_distinct", "agg_star", "func_variadic"}) options += node.flag(flag) ? flag : "";
    for (const char* part : {"agg_filter", "agg_order", "over"})
      if (node.has(part)) options += part + (std::string_view(part) == "agg_order" ? list(node.list(part)) : text(node[part]));
    return (schema.empty() || schema == "pg_catalog" ? "" : schema + ".") + name + list(node.list("args")) + options;
  }

  std::string relation(Node node) const {
    const Table* known = catalog_.find_table(node.text("schemaname"), node.text("relname"));
    return known != nullptr ? known->display_name() : std::string(node.text("relname"));
  }

  void open(Node item, Scope& scope) const {
    if (item.is("JoinExpr")) {
      open(item["larg"], scope);
      open(item["rarg"], scope);
      return;
    }
    const std::string alias(item.has("alias") ? item["alias"].text("aliasname") : item.text("relname"));
    scope.emplace_back(alias, item.is("RangeVar") ? catalog_.find_table(item.text("schemaname"), item.text("relname")) : nullptr);
  }

  // What EXISTS selects does not matter; PostgreSQL writes a star out.
  std::string select(Node node, bool only_exists) {
    Scope scope;
    for (const Node item : node.list("fromClause")) open(item, scope);
    scopes_.push_back(std::move(scope));
    std::string made = "SELECT";
    for (const auto field : node.fields())
      if (field.key != "limitOption" && field.key != "op" && !(only_exists && field.key == "targetList")) made += value(field.key, field.value);
    if (node.text("op") != "SETOP_NONE") made += node.text("op");
    scopes_.pop_back();
    return "(" + made + ")";
  }

  std::string sublink(Node node) {
    const std::string_view kind = node.text("subLinkType");
    std::string name(node.list("operName").empty() ? std::string_view() : node.list("operName").back().string());
    if (name == "=" && kind == "ANY_SUBLINK") name.clear();
    const bool exists = kind == "EXISTS_SUBLINK";
    const Node inner = node["subselect"];
    return fmt::format("{}{} {} {}", kind, name, node.has("testexpr") ? text(node["testexpr"]) : "", inner.is("SelectStmt") ? select(inner, exists) : text(inner));
  }

  std::string value(std::string_view key, simdjson::dom::element element) {
    using simdjson::dom::element_type;
    if (key.ends_with("location") || key == "alias" || key == "relpersistence" || key == "inh" || key == "typemod" || key == "coerceformat" || key == "funcformat") return {};
    std::string made = fmt::format(" {}=", key);
    if (element.type() == element_type::OBJECT) return made + text(Node(element));
    if (element.type() == element_type::ARRAY) return made + list(NodeList(element.get_array().value_unsafe()));
    return made + simdjson::minify(element);
  }

  std::string generic(Node node) {
    std::string made(node.kind());
    for (const auto field : node.fields()) made += value(field.key, field.value);
    return "{" + made + "}";
  }

  const Catalog& catalog_;
  std::vector<Scope> scopes_;
};

}  // namespace

std::string normal_expression(std::string_view expression, const Catalog& catalog, const Table& table) {
  sql::Parser parser;
  const Node statement = parser.parse("SELECT " + std::string(expression));
  if (parser.failed() || !statement.is("SelectStmt") || statement.list("targetList").size() != 1) return {};
  return Normaliser(catalog, table).text(statement.list("targetList")[0]["val"]);
}

}  // namespace ringfence
