// Views, triggers, policies, comments; drops and renames of everything.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

namespace {

// Where the query of CREATE [MATERIALIZED] VIEW v (…) WITH (…) AS … begins: behind the first AS outside parentheses.
uint32_t after_as(std::string_view text) {
  Lexer lexer(text);
  int depth = 0;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string_view spelled = text.substr(token.begin, token.end - token.begin);
    depth += spelled == "(" ? 1 : spelled == ")" ? -1 : 0;
    if (depth == 0 && token.kind == TokenKind::kWord && lower(spelled) == "as") return lexer.next_code().begin;
  }
  return static_cast<uint32_t>(text.size());
}

// A view's query ends before WITH [LOCAL|CASCADED] CHECK OPTION and WITH [NO] DATA.
uint32_t end_of_query(std::string_view text, uint32_t begin) {
  Lexer lexer(text, begin);
  uint32_t with = 0, end = begin;
  std::string words;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower(text.substr(token.begin, token.end - token.begin));
    if (word == "with") {
      with = token.begin;
      words.clear();
    }
    words += word + " ";
    end = token.end;
  }
  const bool tail = words == "with check option " || words == "with local check option " ||
                    words == "with cascaded check option " || words == "with data " || words == "with no data ";
  return tail && with > begin ? with : end;
}

}  // namespace

std::shared_ptr<const SqlText> SchemaBuilder::part_of_text(uint32_t begin, uint32_t end) const {
  auto part = std::make_shared<SqlText>();
  part->text = text_->text.substr(begin, end - begin);
  part->source = text_->source;
  const uint32_t host = text_->host_offset(begin);
  part->host = {host, host + (end - begin)};
  part->pieces.push_back({0, host, true});
  return part;
}

void SchemaBuilder::create_view(Node statement, bool materialized) {
  const Node relation = materialized ? statement["into"]["rel"] : statement["view"];
  auto made = std::make_unique<View>();
  made->schema = schema_of(relation.text("schemaname"));
  made->name = relation.text("relname");
  made->materialized = materialized;
  made->declared_at = place(relation.location());
  for (const Node name : materialized ? statement["into"].list("colNames") : statement.list("aliases"))
    made->column_names.emplace_back(name.string());
  for (const Node option : statement.list("options"))
    if (option.text("defname") == "security_invoker") {
      const std::string value = lower(option["arg"].string());
      made->security_invoker = value != "false" && value != "off" && value != "0";
    }
  const uint32_t begin = after_as(text_->text);
  made->definition = part_of_text(begin, end_of_query(text_->text, begin));
  if (statement.flag("if_not_exists"))
    for (const auto& known : catalog_->views)
      if (known->schema == made->schema && known->name == made->name) return;
  std::erase_if(catalog_->views, [&](const auto& known) { return known->schema == made->schema && known->name == made->name; });
  catalog_->views.push_back(std::move(made));
}

void SchemaBuilder::create_trigger(Node statement) {
  const Table* on = table(statement["relation"]);
  const auto [schema, name] = name_of(statement.list("funcname"));
  if (on == nullptr) return;
  Trigger made{std::string(statement.text("trigname")), on, schema_of(schema), name, {}, place(statement["relation"].location())};
  for (const Node transition : statement.list("transitionRels")) made.transition_tables.emplace_back(transition.text("name"));
  catalog_->triggers.push_back(std::move(made));
}

void SchemaBuilder::create_policy(Node statement) {
  Table* on = table(statement["table"]);
  if (on == nullptr) return;
  RowPolicy policy;
  policy.name = statement.text("policy_name");
  policy.command = lower(statement.text("cmd_name"));
  policy.permissive = statement.flag("permissive");
  for (const Node role : statement.list("roles")) policy.roles.emplace_back(role.has("rolename") ? role.text("rolename") : "public");
  // The texts stand in parentheses behind USING and WITH CHECK.
  Lexer lexer(text_->text);
  std::string last;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower(std::string_view(text_->text).substr(token.begin, token.end - token.begin));
    if (word == "(" && (last == "using" || last == "check")) {
      int depth = 1;
      uint32_t end = token.end;
      for (Token inner = lexer.next_code(); inner.kind != TokenKind::kEnd && depth > 0; inner = depth > 0 ? lexer.next_code() : inner) {
        depth += text_->text[inner.begin] == '(' ? 1 : text_->text[inner.begin] == ')' ? -1 : 0;
        end = inner.begin;
        if (depth == 0) break;
      }
      (last == "using" ? policy.using_text : policy.check_text) = text_->text.substr(token.end, end - token.end);
    }
    last = word;
  }
  policy.declared_at = place(statement["table"].location());
  on->row_policies.push_back(std::move(policy));
}

void SchemaBuilder::alter_policy(Node statement) {
  Table* on = table(statement["table"]);
  if (on == nullptr) return;
  for (RowPolicy& policy : on->row_policies)
    if (policy.name == statement.text("policy_name")) policy.declared_at = place(statement["table"].location());
}

void SchemaBuilder::comment(Node statement) {
  const std::string_view kind = statement.text("objtype");
  const NodeList names = statement["object"].list("items");
  const std::string text(statement.text("comment"));
  if (kind == "OBJECT_TABLE") {
    const auto [schema, name] = name_of(names);
    if (Table* on = table(schema, name)) on->comment = text;
  } else if (kind == "OBJECT_COLUMN" && names.size() >= 2) {
    const std::string schema(names.size() > 2 ? names[0].string() : std::string_view());
    Table* on = table(schema, names[names.size() - 2].string());
    const int column = on == nullptr ? -1 : on->column_index(names.back().string());
    if (column >= 0) on->columns[static_cast<size_t>(column)].comment = text;
  } else if (kind == "OBJECT_VIEW" || kind == "OBJECT_MATVIEW") {
    const auto [schema, name] = name_of(names);
    for (const auto& view : catalog_->views)
      if (view->name == name && view->schema == schema_of(schema)) view->comment = text;
  }
}

void SchemaBuilder::rename(Node statement) {
  const std::string_view kind = statement.text("renameType");
  const std::string new_name(statement.text("newname"));
  const std::string_view old_name = statement.text("subname");
  const Node relation = statement["relation"];
  if (kind == "OBJECT_VIEW" || kind == "OBJECT_MATVIEW") {
    for (const auto& view : catalog_->views)
      if (view->name == relation.text("relname")) view->name = new_name;
    return;
  }
  if (kind == "OBJECT_FUNCTION" || kind == "OBJECT_PROCEDURE") {
    const auto [schema, name] = name_of(statement["object"].list("objname"));
    for (const auto& routine : catalog_->routines)
      if (routine->name == name && routine->schema == schema_of(schema)) routine->name = new_name;
    return;
  }
  if (kind == "OBJECT_SCHEMA") {
    std::map<std::string, Table*, std::less<>> renamed;
    for (const auto& [key, one] : tables_) {
      if (one->schema == old_name) one->schema = new_name;
      renamed[one->schema + "." + one->name] = one;
    }
    tables_ = std::move(renamed);
    return;
  }
  Table* on = table(relation);
  if (on == nullptr) return;
  if (kind == "OBJECT_TABLE") {
    tables_.erase(on->schema + "." + on->name);
    for (PendingKey& pending : pending_targets_)
      if (pending.name == on->name) pending.name = new_name;
    on->name = new_name;
    tables_[on->schema + "." + on->name] = on;
  } else if (kind == "OBJECT_COLUMN") {
    const int column = on->column_index(old_name);
    if (column < 0) return;
    for (PendingKey& pending : pending_targets_)
      if (pending.name == on->name) std::replace(pending.columns.begin(), pending.columns.end(), std::string(old_name), new_name);
    on->columns[static_cast<size_t>(column)].name = new_name;
  } else if (kind == "OBJECT_TABCONSTRAINT") {
    for (UniqueKey& key : on->unique_keys)
      if (key.name == old_name) key.name = new_name;
    for (ForeignKey& key : on->foreign_keys)
      if (key.name == old_name) key.name = new_name;
  }
}

void SchemaBuilder::set_schema(Node statement) {
  Table* on = table(statement["relation"]);
  if (on == nullptr || statement.text("objectType") != "OBJECT_TABLE") return;
  tables_.erase(on->schema + "." + on->name);
  on->schema = statement.text("newschema");
  tables_[on->schema + "." + on->name] = on;
}

void SchemaBuilder::drop_table(std::string_view schema, std::string_view name) {
  Table* gone = table(schema, name);
  if (gone == nullptr) return;
  tables_.erase(gone->schema + "." + gone->name);
  std::erase_if(pending_targets_, [&](const PendingKey& pending) { return pending.table == gone; });
  // Foreign keys that pointed at it are gone with it (CASCADE; without it PostgreSQL would have refused).
  for (PendingKey& pending : pending_targets_)
    if (pending.name == gone->name && schema_of(pending.schema) == gone->schema) pending.table->foreign_keys[pending.index].columns.clear();
  std::erase_if(catalog_->triggers, [&](const Trigger& trigger) { return trigger.table == gone; });
  for (const auto& other : catalog_->tables) std::erase(other->parents, gone);
  std::erase_if(catalog_->tables, [&](const auto& one) { return one.get() == gone; });
}

void SchemaBuilder::drop(Node statement) {
  const std::string_view kind = statement.text("removeType");
  for (const Node object : statement.list("objects")) {
    const NodeList names = object.is("List") ? object.list("items") : object.list("objname");
    const auto [schema, name] = name_of(names);
    const auto matches = [&](const auto& known) { return known->name == name && known->schema == schema_of(schema); };
    if (kind == "OBJECT_TABLE" || kind == "OBJECT_FOREIGN_TABLE") drop_table(schema, name);
    else if (kind == "OBJECT_VIEW" || kind == "OBJECT_MATVIEW") std::erase_if(catalog_->views, matches);
    else if (kind == "OBJECT_FUNCTION" || kind == "OBJECT_PROCEDURE" || kind == "OBJECT_ROUTINE") std::erase_if(catalog_->routines, matches);
    else if (kind == "OBJECT_INDEX") {
      for (const auto& one : catalog_->tables) {
        std::erase_if(one->indexes, [&, n = name](const Index& index) { return index.name == n; });
        std::erase_if(one->unique_keys, [&, n = name](const UniqueKey& key) { return !key.is_constraint && key.name == n; });
      }
    } else if (kind == "OBJECT_POLICY" && names.size() >= 2) {
      if (Table* on = table(names.size() > 2 ? names[0].string() : std::string_view(), names[names.size() - 2].string()))
        std::erase_if(on->row_policies, [&, n = name](const RowPolicy& policy) { return policy.name == n; });
    } else if (kind == "OBJECT_TRIGGER") {
      std::erase_if(catalog_->triggers, [&, n = name](const Trigger& trigger) { return trigger.name == n; });
    } else if (kind == "OBJECT_SCHEMA") {
      const std::string gone(object.string());
      std::vector<std::string> members;
      for (const auto& one : catalog_->tables)
        if (one->schema == gone) members.push_back(one->name);
      for (const std::string& member : members) drop_table(gone, member);
      std::erase_if(catalog_->views, [&](const auto& view) { return view->schema == gone; });
      std::erase_if(catalog_->routines, [&](const auto& routine) { return routine->schema == gone; });
    }
  }
}

void SchemaBuilder::set_search_path(Node statement) {
  if (statement.text("name") != "search_path") return;
  const Node first = statement.list("args")[0];
  const std::string_view schema = first["sval"].text("sval");
  current_schema_ = schema.empty() || schema == "$user" ? "public" : std::string(schema);
}

// DDL that stands in a DO block in plain text, or as the literal of an EXECUTE.
void SchemaBuilder::do_block(Node) {
  if (depth_ > 4) return;
  Parser reader;
  const Node function = reader.parse_plpgsql(text_->text);
  if (reader.failed()) return;
  std::vector<std::string> statements;
  const auto walk = [&](const auto& self, Node node) -> void {
    if (!node) return;
    if (node.is("PLpgSQL_stmt_execsql")) statements.emplace_back(node["sqlstmt"].text("query"));
    if (node.is("PLpgSQL_stmt_dynexecute")) {
      const std::string_view query = node["query"].text("query");
      if (query.size() > 2 && query.front() == '\'' && query.back() == '\'' && query.find("''") == query.npos)
        statements.emplace_back(query.substr(1, query.size() - 2));
    }
    for (const auto field : node.fields()) {
      if (field.value.type() == simdjson::dom::element_type::OBJECT) self(self, Node(field.value));
      if (field.value.type() == simdjson::dom::element_type::ARRAY)
        for (const Node child : NodeList(field.value.get_array().value_unsafe())) self(self, child);
    }
  };
  walk(walk, function);
  const SqlText* outer = text_;
  Parser parser;
  for (const std::string& statement : statements) {
    SqlText inner;
    inner.text = statement;
    inner.source = outer->source;
    const size_t at = outer->text.find(statement);
    const uint32_t host = outer->host_offset(static_cast<uint32_t>(at == std::string::npos ? 0 : at));
    inner.host = {host, host + static_cast<uint32_t>(statement.size())};
    inner.pieces.push_back({0, host, at != std::string::npos});
    const Node node = parser.parse(inner.text);
    if (parser.failed()) continue;
    ++depth_;
    apply(node, inner);
    --depth_;
  }
  text_ = outer;
}

void SchemaBuilder::apply(Node statement, const SqlText& text) {
  text_ = &text;
  const std::string_view kind = statement.kind();
  if (kind == "CreateStmt") create_table(statement);
  else if (kind == "CreateForeignTableStmt") create_table(statement["base"] ? statement["base"] : statement["baseStmt"]);
  else if (kind == "AlterTableStmt") alter_table(statement);
  else if (kind == "IndexStmt") create_index(statement);
  else if (kind == "CreateTableAsStmt") create_table_as(statement);
  else if (kind == "ViewStmt") create_view(statement, false);
  else if (kind == "CreateFunctionStmt") create_routine(statement);
  else if (kind == "AlterFunctionStmt") alter_routine(statement);
  else if (kind == "CreateTrigStmt") create_trigger(statement);
  else if (kind == "CreatePolicyStmt") create_policy(statement);
  else if (kind == "AlterPolicyStmt") alter_policy(statement);
  else if (kind == "CommentStmt") comment(statement);
  else if (kind == "RenameStmt") rename(statement);
  else if (kind == "AlterObjectSchemaStmt") set_schema(statement);
  else if (kind == "DropStmt") drop(statement);
  else if (kind == "VariableSetStmt") set_search_path(statement);
  else if (kind == "DoStmt") do_block(statement);
  else if (kind == "CreateSchemaStmt") {
    const std::string outer = current_schema_;
    if (!statement.list("schemaElts").empty()) current_schema_ = statement.text("schemaname");
    for (const Node element : statement.list("schemaElts")) apply(element, text);
    current_schema_ = outer;
  } else if (kind == "CreateDomainStmt") {
    Domain domain{type_name(statement["typeName"]), false};
    for (const Node constraint : statement.list("constraints"))
      domain.not_null = domain.not_null || constraint.text("contype") == "CONSTR_NOTNULL";
    domains_[std::string(statement.list("domainname").back().string())] = domain;
  }
}

}  // namespace ringfence::sql
