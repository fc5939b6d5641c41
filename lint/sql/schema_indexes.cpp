// Indexes: their columns, and what the rows under a partial one have in common.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

namespace {

using Kind = ColumnCondition::Kind;

int column_of(const Table& table, Node node) {
  return node.is("ColumnRef") ? table.column_index(node.list("fields").back().string()) : -1;
}

bool is_text(std::string_view type) { return type == "text" || type == "varchar"; }

// pg_dump writes `((status)::text = 'open'::text)`, also where status is a varchar.
int compared_column(const Table& table, Node node) {
  if (!node.is("TypeCast")) return column_of(table, node);
  const int column = column_of(table, node["arg"]);
  const bool keeps = column >= 0 && is_text(table.columns[static_cast<size_t>(column)].type) &&
                     is_text(type_name(node["typeName"])) && node["typeName"].list("typmods").empty();
  return keeps ? column : -1;
}

bool read_constant(Node node, std::string& value) {
  if (node.is("TypeCast")) node = node["arg"];
  if (!node.is("A_Const") || node.flag("isnull")) return false;
  if (node.has("sval")) value = node["sval"].text("sval");
  else if (node.has("fval")) value = node["fval"].text("fval");
  else if (node.has("boolval")) value = node["boolval"].flag("boolval") ? "true" : "false";
  else value = std::to_string(node["ival"].number("ival"));
  return true;
}

// One condition of a conjunction; false where it says what a ColumnCondition cannot.
bool read_condition(const Table& table, Node node, ColumnCondition& made) {
  if (node.is("NullTest")) {
    made.kind = node.text("nulltesttype") == "IS_NULL" ? Kind::kIsNull : Kind::kIsNotNull;
    made.column = column_of(table, node["arg"]);
  } else if (node.is("ColumnRef")) {
    made = {Kind::kEquals, column_of(table, node), "true"};
  } else if (node.is("BoolExpr") && node.text("boolop") == "NOT_EXPR") {
    made = {Kind::kEquals, column_of(table, node.list("args")[0]), "false"};
  } else if (node.is("BooleanTest")) {
    const std::string_view test = node.text("booltesttype");
    if (test != "IS_TRUE" && test != "IS_FALSE") return false;
    made = {Kind::kEquals, column_of(table, node["arg"]), test == "IS_TRUE" ? "true" : "false"};
  } else if (node.is("A_Expr") && node.text("kind") == "AEXPR_OP" && node.list("name").back().string() == "=") {
    made.kind = Kind::kEquals;
    const bool column_first = read_constant(node["rexpr"], made.value);
    if (!column_first && !read_constant(node["lexpr"], made.value)) return false;
    made.column = compared_column(table, node[column_first ? "lexpr" : "rexpr"]);
  }
  return made.column >= 0;
}

bool read_conditions(const Table& table, Node node, std::vector<ColumnCondition>& made) {
  if (node.is("BoolExpr") && node.text("boolop") == "AND_EXPR") {
    for (const Node part : node.list("args"))
      if (!read_conditions(table, part, made)) return false;
    return true;
  }
  ColumnCondition one;
  if (!read_condition(table, node, one)) return false;
  made.push_back(std::move(one));
  return true;
}

void note_columns(const Table& table, Node node, std::vector<int>& columns) {
  if (!node) return;
  if (const int column = column_of(table, node); column >= 0) columns.push_back(column);
  for (const auto field : node.fields()) {
    if (field.value.type() == simdjson::dom::element_type::OBJECT) note_columns(table, Node(field.value), columns);
    if (field.value.type() == simdjson::dom::element_type::ARRAY)
      for (const Node child : NodeList(field.value.get_array().value_unsafe())) note_columns(table, child, columns);
  }
}

// From behind the last WHERE outside parentheses to the end of the statement.
std::string text_of_predicate(std::string_view text) {
  Lexer lexer(text);
  int depth = 0;
  uint32_t begin = 0, end = 0;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string_view spelled = text.substr(token.begin, token.end - token.begin);
    if (spelled == ";") break;
    depth += spelled == "(" ? 1 : spelled == ")" ? -1 : 0;
    if (depth == 0 && token.kind == TokenKind::kWord && lower(spelled) == "where") begin = token.end;
    end = token.end;
  }
  while (begin < end && std::isspace(static_cast<unsigned char>(text[begin])) != 0) ++begin;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

void SchemaBuilder::create_index(Node statement) {
  Table* on = table(statement["relation"]);
  if (on == nullptr) return;
  Index made;
  made.name = statement.text("idxname");
  made.unique = statement.flag("unique");
  made.declared_at = place(statement["relation"].location());
  for (const Node element : statement.list("indexParams")) {
    made.columns.push_back(element.has("name") ? on->column_index(element.text("name")) : -1);
    note_columns(*on, element["expr"], made.also_reads);
  }
  const Node where = statement["whereClause"];
  if (where) made.predicate = text_of_predicate(text_->text);
  note_columns(*on, where, made.also_reads);
  if (made.unique) {
    UniqueKey key;
    key.name = made.name;
    key.columns = made.columns;
    key.over_expressions = std::erase(key.columns, -1) > 0;
    key.is_constraint = false;
    key.predicate = made.predicate;
    key.also_reads = made.also_reads;
    key.nulls_not_distinct = statement.flag("nulls_not_distinct");
    key.declared_at = made.declared_at;
    if (where && !read_conditions(*on, where, key.conditions)) key.conditions.clear();
    on->unique_keys.push_back(std::move(key));
  }
  on->indexes.push_back(std::move(made));
}

}  // namespace ringfence::sql
