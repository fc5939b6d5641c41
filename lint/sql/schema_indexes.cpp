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

// From behind the last WHERE outside parentheses to the end of the statement.
std::string text_of_predicate(std::string_view text) {
  Lexer lexer(text);
  int depth = 0;
  uint32_t begin = 0, end = 0;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string_view spelled = text.substr(token.begin, token.end - token.begin);
    if (spelled == ";") break;
    depth += spelled == "(" ? 1 : spelled == ")" ? -1 : 0;
    if (depth == 0 && token.kind == TokenKind::kWord && lower_case(spelled) == "where") begin = token.end;
    end = token.end;
  }
  while (begin < end && std::isspace(static_cast<unsigned char>(text[begin])) != 0) ++begin;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

void note_columns(const Table& table, Node node, std::vector<int>& columns) {
  if (!node) return;
  if (const int column = column_of(table, node);
      column >= 0 && std::find(columns.begin(), columns.end(), column) == columns.end())
    columns.push_back(column);
  for (const auto field : node.fields()) {
    if (field.value.type() == simdjson::dom::element_type::OBJECT) note_columns(table, Node(field.value), columns);
    if (field.value.type() == simdjson::dom::element_type::ARRAY)
      for (const Node child : NodeList(field.value.get_array().value_unsafe())) note_columns(table, child, columns);
  }
}

namespace {

// The part of an unnamed index's name that says what it is over.
std::string described(Node statement) {
  std::string made;
  for (const std::string_view list : {"indexParams", "indexIncludingParams"})
    for (const Node element : statement.list(list)) {
      const Node expression = element["expr"];
      std::string part(element.text("name"));
      if (expression) part = expression.is("FuncCall") ? expression.list("funcname").back().string() : "expr";
      made += (made.empty() ? "" : "_") + part;
    }
  return made;
}

}  // namespace

void SchemaBuilder::create_index(Node statement) {
  Table* on = table(statement["relation"]);
  if (on == nullptr) return;
  Index made;
  made.name = statement.has("idxname") ? statement.text("idxname") : generated_name(*on, described(statement), "idx");
  if (statement.flag("if_not_exists") && has_index(on->schema, made.name)) return;
  made.unique = statement.flag("unique");
  made.declared_at = place(statement["relation"].location());
  for (const Node element : statement.list("indexParams")) {
    made.columns.push_back(element.has("name") ? on->column_index(element.text("name")) : -1);
    note_columns(*on, element["expr"], made.also_reads);
  }
  const Node where = statement["whereClause"];
  if (where) made.predicate = text_of_predicate(text_->text);
  note_columns(*on, where, made.also_reads);
  if (made.unique) add_unique_index(*on, made, statement);
  on->indexes.push_back(std::move(made));
}

void SchemaBuilder::add_unique_index(Table& table, const Index& index, Node statement) {
  UniqueKey key;
  key.name = index.name;
  key.columns = index.columns;
  key.over_expressions = std::erase(key.columns, -1) > 0;
  key.is_constraint = false;
  key.predicate = index.predicate;
  key.also_reads = index.also_reads;
  key.nulls_not_distinct = statement.flag("nulls_not_distinct");
  key.declared_at = index.declared_at;
  const Node where = statement["whereClause"];
  if (where && !read_conditions(table, where, key.conditions)) key.conditions.clear();
  if (statement["relation"].flag("inh")) hand_down_key(table, key);
  table.unique_keys.push_back(std::move(key));
}

bool SchemaBuilder::has_index(std::string_view schema, std::string_view name) const {
  const auto is_named = [&](const auto& one) { return one.name == name; };
  return std::any_of(catalog_->tables.begin(), catalog_->tables.end(), [&](const auto& one) {
    return one->schema == schema && (std::any_of(one->indexes.begin(), one->indexes.end(), is_named) ||
                                     std::any_of(one->unique_keys.begin(), one->unique_keys.end(), is_named));
  });
}

void SchemaBuilder::drop_index(std::string_view schema, std::string_view name) {
  for (const auto& one : catalog_->tables) {
    if (!schema.empty() && one->schema != schema) continue;
    std::erase_if(one->indexes, [&](const Index& index) { return index.name == name; });
    std::erase_if(one->unique_keys, [&](const UniqueKey& key) { return !key.is_constraint && key.name == name; });
  }
}

// ALTER INDEX renames the constraint as well that the index is of.
void SchemaBuilder::rename_index(std::string_view schema, std::string_view old_name, const std::string& new_name) {
  for (const auto& one : catalog_->tables) {
    if (!schema.empty() && one->schema != schema) continue;
    const auto give_name = [&](auto& all) {
      for (auto& index : all)
        if (index.name == old_name) index.name = new_name;
    };
    give_name(one->indexes);
    give_name(one->unique_keys);
  }
}

}  // namespace ringfence::sql
