// Statements: which clause files bind them, and the facts of those that have no rows of their own.
#include "lint/sql/bind.h"

#include <algorithm>

#include "lint/sql/lex.h"

namespace ringfence::sql {

void BindingMemory::clear() {
  strings.clear();
  view_parsers_used = 0;
}

const RoutineName* RoutineScope::find(std::string_view wanted) const {
  for (const RoutineName& candidate : names)
    if (candidate.name == wanted) return &candidate;
  return nullptr;
}

StatementBinding::StatementBinding(const Catalog& catalog, Query& query, BindingMemory& memory,
                                   const RoutineScope* routine, const RoutineTouchesData& touches_data)
    : catalog_(catalog), query_(query), routine_(routine), touches_data_(touches_data), memory_(memory) {}

std::string_view StatementBinding::keep(std::string text) { return memory_.strings.emplace_back(std::move(text)); }

Place StatementBinding::place(Span span) const { return text_->place(span.begin, std::max(span.end, span.begin + 1)); }

// A possibly qualified name at `location`.
Span StatementBinding::name_span(int64_t location) const {
  if (location < 0 || static_cast<size_t>(location) >= text_->text.size()) return {};
  Lexer lexer(text_->text, static_cast<uint32_t>(location));
  Token token = lexer.next();
  const Span first{token.begin, token.end};
  Span whole = first;
  while (true) {
    token = lexer.next();
    if (token.kind != TokenKind::kPunctuation || text_->text[token.begin] != '.') return whole;
    token = lexer.next();
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName) return whole;
    whole.end = token.end;
  }
}

void StatementBinding::obstacle(std::string because, Span at, std::string function) {
  const Place where =
      open_views_.empty() ? place(at) : query_.text->place(outermost_view_at_.begin, outermost_view_at_.end);
  query_.obstacles.push_back({std::move(because), where, std::move(function)});
}

UnknownRelation StatementBinding::unknown_relation(std::string_view schema, std::string_view name, Span at) const {
  UnknownRelation unknown;
  unknown.name = schema.empty() ? std::string(name) : std::string(schema) + "." + std::string(name);
  unknown.at = open_views_.empty() ? place(at) : query_.text->place(outermost_view_at_.begin, outermost_view_at_.end);
  return unknown;
}

namespace {

StatementKind kind_of(Node node) {
  if (node.is("SelectStmt")) return StatementKind::kSelect;
  if (node.is("InsertStmt")) return StatementKind::kInsert;
  if (node.is("UpdateStmt")) return StatementKind::kUpdate;
  if (node.is("DeleteStmt")) return StatementKind::kDelete;
  if (node.is("MergeStmt")) return StatementKind::kMerge;
  if (node.is("TruncateStmt") || node.is("CopyStmt") || node.is("RefreshMatViewStmt")) return StatementKind::kBulk;
  if (node.is("CallStmt")) return StatementKind::kCall;
  if (node.kind().substr(0, 6) == "Create" || node.kind().substr(0, 5) == "Alter" || node.is("ViewStmt") ||
      node.is("IndexStmt") || node.is("DropStmt"))
    return StatementKind::kDefinition;
  return StatementKind::kOther;
}

}  // namespace

void StatementBinding::bind(Node node, const SqlText& text) {
  text_ = &text;
  query_.text = &text;
  query_.kind = kind_of(node);
  if (node.is("SelectStmt") && node.has("intoClause")) define(Definition::Kind::kCreateTable, node["intoClause"]["rel"]);
  if (query_.kind == StatementKind::kSelect || query_.kind == StatementKind::kInsert ||
      query_.kind == StatementKind::kUpdate || query_.kind == StatementKind::kDelete ||
      query_.kind == StatementKind::kMerge)
    query_.root = bind_query(node, nullptr, nullptr);
  else bind_utility(node);
}

void StatementBinding::bind_utility(Node node) {
  // EXPLAIN, PREPARE, DECLARE CURSOR, CREATE TABLE AS, COPY (query): the query inside is what counts.
  if (node.is("ExplainStmt") || node.is("PrepareStmt") || node.is("DeclareCursorStmt") ||
      node.is("CreateTableAsStmt") || (node.is("CopyStmt") && node.has("query"))) {
    const Node inner = node["query"];
    if (inner.is("CreateTableAsStmt") || inner.is("ExecuteStmt")) return bind_utility(inner);
    if (node.is("CreateTableAsStmt") && node.text("objtype") != "OBJECT_MATVIEW")
      define(Definition::Kind::kCreateTable, node["into"]["rel"]);
    query_.kind = kind_of(inner);
    query_.root = bind_query(inner, nullptr, nullptr);
    return;
  }
  if (node.is("TruncateStmt"))
    for (const Node relation : node.list("relations")) add_bulk("TRUNCATE", relation);
  else if (node.is("CopyStmt")) add_bulk(node.flag("is_from") ? "COPY … FROM" : "COPY … TO", node["relation"]);
  else if (node.is("RefreshMatViewStmt")) bind_refresh(node["relation"]);
  else if (node.is("VariableSetStmt")) note_set(node);
  else if (node.is("ExecuteStmt"))
    obstacle("EXECUTE " + std::string(node.text("name")) + ": the prepared statement is not followed", {});
  else if (is_one_of(node.kind(), {"DropStmt", "AlterTableStmt", "CreateStmt"})) note_definition(node);
  else if (node.is("CallStmt")) {
    Scope scope;
    query_.root = add_block(Block::Kind::kSelect);
    scope.block = query_.root;
    const ExpressionId call = bind_expression(node["funccall"], scope, nullptr);
    block(query_.root).others.push_back(call);
  }
}

namespace {

std::string written(Node constant, std::string_view text) {
  if (constant.has("ival")) {
    // The tree has no negative numbers: it says nothing where they stand.
    const auto at = static_cast<size_t>(constant.location());
    return (at < text.size() && text[at] == '-' ? "-" : "") + std::to_string(constant["ival"].number("ival"));
  }
  if (constant.has("fval")) return std::string(constant["fval"].text("fval"));
  return std::string(constant["sval"].text("sval"));
}

}  // namespace

void StatementBinding::note_set(Node node) {
  if (node.text("kind") != "VAR_SET_VALUE") return;  // DEFAULT and RESET say no tenant.
  SettingChange change;
  change.setting = node.text("name");
  change.local = node.flag("is_local");
  for (const Node argument : node.list("args")) change.values.push_back(written(argument, text_->text));
  change.at = place({0, static_cast<uint32_t>(text_->text.size())});
  query_.setting_changes.push_back(std::move(change));
}

void StatementBinding::add_bulk(std::string command, Node range_var) {
  const std::string_view schema = range_var.text("schemaname");
  const std::string_view name = range_var.text("relname");
  const Span at = name_span(range_var.location());
  const Table* table = catalog_.find_table(schema, name);
  if (table == nullptr && catalog_.find_view(schema, name) == nullptr)
    query_.unknown_relations.push_back(unknown_relation(schema, name, at));
  if (table != nullptr) query_.bulk_commands.push_back({0, std::move(command), table, place(at)});
  // Whose schema it lies in is asked of relations.
  if (table != nullptr && !catalog_.tenant_schemas.empty()) table_relation(range_var);
}

Definition& StatementBinding::define(Definition::Kind kind, std::string_view schema, std::string_view name, Span at) {
  Definition made;
  made.kind = kind;
  made.name = schema.empty() ? std::string(name) : std::string(schema) + "." + std::string(name);
  made.table = catalog_.find_table(schema, name);
  made.at = place(at);
  return query_.definitions.emplace_back(std::move(made));
}

Definition& StatementBinding::define(Definition::Kind kind, Node range_var) {
  Definition& made = define(kind, range_var.text("schemaname"), range_var.text("relname"), name_span(range_var.location()));
  made.temporary = range_var.text("relpersistence") == "t";
  return made;
}

void StatementBinding::note_definition(Node node) {
  if (node.is("CreateStmt")) define(Definition::Kind::kCreateTable, node["relation"]);
  // The tree keeps no places of what is dropped.
  const Span whole{0, static_cast<uint32_t>(text_->text.size())};
  if (node.is("DropStmt") && node.text("removeType") == "OBJECT_TABLE")
    for (const Node object : node.list("objects")) {
      const NodeList names = object.list("items");
      const std::string_view schema = names.size() > 1 ? names[names.size() - 2].string() : std::string_view();
      define(Definition::Kind::kDropTable, schema, names.back().string(), whole);
    }
  if (!node.is("AlterTableStmt")) return;
  for (const Node command : node.list("cmds")) {
    if (command.text("subtype") == "AT_DropColumn")
      define(Definition::Kind::kDropColumn, node["relation"]).column = command.text("name");
    if (command.text("subtype") == "AT_DetachPartition") define(Definition::Kind::kDetachPartition, command["def"]["name"]);
  }
}

void StatementBinding::bind_refresh(Node range_var) {
  const std::string_view schema = range_var.text("schemaname");
  const std::string_view name = range_var.text("relname");
  const Span at = name_span(range_var.location());
  const View* view = catalog_.find_view(schema, name);
  if (view == nullptr) {
    query_.unknown_relations.push_back(unknown_relation(schema, name, at));
    return;
  }
  // The view's body is bound to learn what it reads; the refresh itself is the finding, not the body's relations.
  const size_t first = query_.relations.size();
  bind_view(*view, range_var, at);
  for (size_t i = first; i < query_.relations.size(); ++i)
    if (const Table* table = query_.relations[i].table; table != nullptr && table->is_owned()) {
      query_.bulk_commands.push_back({0, "REFRESH MATERIALIZED VIEW", table, place(at)});
      return;
    }
}

}  // namespace ringfence::sql
