// Triggers, comments, types, the search path; and which statement goes where.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

std::shared_ptr<const SqlText> SchemaBuilder::part_of_text(uint32_t begin, uint32_t end) const {
  auto part = std::make_shared<SqlText>();
  part->text = text_->text.substr(begin, end - begin);
  part->source = text_->source;
  const uint32_t host = text_->host_offset(begin);
  // Text of a DO block that was put together stands nowhere as it is.
  const bool verbatim = text_->host_offset(end) - host == end - begin;
  part->host = {host, verbatim ? host + (end - begin) : host};
  part->pieces.push_back({0, host, verbatim});
  return part;
}

void SchemaBuilder::create_trigger(Node statement) {
  const Table* on = table(statement["relation"]);
  const auto [schema, name] = name_of(statement.list("funcname"));
  if (on == nullptr) return;
  Trigger made{std::string(statement.text("trigname")), on, schema_of(schema), name, {},
               place(statement["relation"].location())};
  // PostgreSQL's bits (pg_trigger.h).
  const int64_t events = statement.number("events");
  for (const auto& [bit, command] : {std::pair{4, "insert"}, {8, "delete"}, {16, "update"}, {32, "truncate"}})
    if ((events & bit) != 0) made.commands.emplace_back(command);
  made.before = (statement.number("timing") & 2) != 0;
  made.conditional = statement.has("whenClause") || !statement.list("columns").empty();
  for (const Node transition : statement.list("transitionRels"))
    made.transition_tables.emplace_back(transition.text("name"));
  std::erase_if(catalog_->triggers, [&](const Trigger& known) { return known.table == on && known.name == made.name; });
  catalog_->triggers.push_back(std::move(made));
}

// Of a table all, where no name is given.
void SchemaBuilder::switch_triggers(const Table& table, std::string_view name, bool on) {
  for (Trigger& trigger : catalog_->triggers)
    if (trigger.table == &table && (name.empty() || trigger.name == name)) trigger.disabled = !on;
}

// PostgreSQL's numbers of commands (nodes.h) come as words.
void SchemaBuilder::create_rule(Node statement) {
  const Table* on = table(statement["relation"]);
  if (on == nullptr || !statement.flag("instead") || !statement.list("actions").empty() || statement.has("whereClause")) return;
  const std::string_view event = statement.text("event");
  const std::string_view command = event == "CMD_UPDATE" ? "update" : event == "CMD_DELETE" ? "delete" : event == "CMD_INSERT" ? "insert" : "";
  if (!command.empty()) catalog_->inert_rules.push_back({std::string(statement.text("rulename")), on, std::string(command), place(statement["relation"].location())});
}

void SchemaBuilder::comment(Node statement) {
  const std::string_view kind = statement.text("objtype");
  const NodeList names = statement["object"].list("items");
  const std::string text(statement.text("comment"));
  if (kind == "OBJECT_TABLE") {
    const auto [schema, name] = name_of(names);
    if (Table* on = table(schema, name)) on->comment = text;
  } else if (kind == "OBJECT_COLUMN") {
    if (Column* column = named_column(names)) column->comment = text;
  } else if (kind == "OBJECT_VIEW" || kind == "OBJECT_MATVIEW") {
    const auto [schema, name] = name_of(names);
    if (View* on = view(schema, name)) on->comment = text;
  }
}

// `table.column` or `schema.table.column`.
Column* SchemaBuilder::named_column(NodeList names) {
  if (names.size() < 2) return nullptr;
  const std::string schema(names.size() > 2 ? names[0].string() : std::string_view());
  Table* on = table(schema, names[names.size() - 2].string());
  const int column = on == nullptr ? -1 : on->column_index(names.back().string());
  return column < 0 ? nullptr : &on->columns[static_cast<size_t>(column)];
}

void SchemaBuilder::security_label(Node statement) {
  if (statement.text("objtype") != "OBJECT_COLUMN") return;
  if (Column* column = named_column(statement["object"].list("items")))
    column->label = std::string(statement.text("provider")) + ": " + std::string(statement.text("label"));
}

void SchemaBuilder::create_domain(Node statement) {
  Column column;
  read_type(statement["typeName"], column, Table());
  Domain domain{column.type, column.not_null, column.has_modifier, column.length, {}};
  for (const Node constraint : statement.list("constraints")) {
    domain.not_null = domain.not_null || constraint.text("contype") == "CONSTR_NOTNULL";
    if (constraint.text("contype") == "CONSTR_CHECK") domain.checks += text_of_check(constraint) + "\n";
  }
  domains_[std::string(statement.list("domainname").back().string())] = domain;
}

void SchemaBuilder::create_schema(Node statement, const SqlText& text) {
  const std::vector<std::string> outer = search_path_;
  const std::string_view name = statement.text("schemaname");
  search_path_.emplace(search_path_.begin(), name.empty() ? statement["authrole"].text("rolename") : name);
  for (const Node element : statement.list("schemaElts")) apply(element, text);
  search_path_ = outer;
}

void SchemaBuilder::set_search_path(Node statement) {
  const std::string_view kind = statement.text("kind");
  if (kind == "VAR_RESET_ALL" || (statement.text("name") == "search_path" && kind != "VAR_SET_VALUE"))
    search_path_ = {"public"};
  if (statement.text("name") != "search_path" || kind != "VAR_SET_VALUE") return;
  search_path_.clear();
  for (const Node argument : statement.list("args"))
    if (const std::string_view schema = argument["sval"].text("sval"); !schema.empty() && schema != "$user")
      search_path_.emplace_back(schema);
}

// SELECT … INTO makes a table, and pg_dump sets the search path by SELECT set_config('search_path', …).
void SchemaBuilder::select_statement(Node statement) {
  const Node into = statement["intoClause"];
  if (into) return create_table_as(statement, into["rel"], into.list("colNames"));
  const Node call = statement.list("targetList")[0]["val"];
  if (!call.is("FuncCall") || call.list("funcname").back().string() != "set_config") return;
  const NodeList arguments = call.list("args");
  if (arguments[0]["sval"].text("sval") != "search_path" || !arguments[1].has("sval")) return;
  search_path_.clear();
  std::string_view list = arguments[1]["sval"].text("sval");
  while (!list.empty()) {
    const size_t comma = list.find(',');
    std::string schema(list.substr(0, comma));
    std::erase_if(schema, [](char c) { return c == ' ' || c == '"'; });
    if (!schema.empty() && schema != "$user") search_path_.push_back(std::move(schema));
    list = comma == list.npos ? std::string_view() : list.substr(comma + 1);
  }
}

void SchemaBuilder::apply(Node statement, const SqlText& text) {
  text_ = &text;
  const std::string_view kind = statement.kind();
  if (kind == "CreateStmt") create_table(statement);
  else if (kind == "CreateForeignTableStmt")
    create_table(statement["base"] ? statement["base"] : statement["baseStmt"], true);
  else if (kind == "AlterTableStmt") alter_table(statement);
  else if (kind == "IndexStmt") create_index(statement);
  else if (kind == "CreateTableAsStmt" && statement.text("objtype") == "OBJECT_MATVIEW") create_view(statement, true);
  else if (kind == "CreateTableAsStmt")
    create_table_as(statement["query"], statement["into"]["rel"], statement["into"].list("colNames"));
  else if (kind == "SelectStmt") select_statement(statement);
  else if (kind == "ViewStmt") create_view(statement, false);
  else if (kind == "CreateFunctionStmt") create_routine(statement);
  else if (kind == "AlterFunctionStmt") alter_routine(statement);
  else if (kind == "CreateTrigStmt") create_trigger(statement);
  else if (kind == "RuleStmt") create_rule(statement);
  else if (kind == "CreatePolicyStmt") create_policy(statement);
  else if (kind == "AlterPolicyStmt") alter_policy(statement);
  else if (kind == "CommentStmt") comment(statement);
  else if (kind == "SecLabelStmt") security_label(statement);
  else if (kind == "RenameStmt") rename(statement);
  else if (kind == "AlterObjectSchemaStmt") set_schema(statement);
  else if (kind == "DropStmt") drop(statement);
  else if (kind == "VariableSetStmt") set_search_path(statement);
  else if (kind == "DoStmt") do_block(statement);
  else if (kind == "CreateSchemaStmt") create_schema(statement, text);
  else if (kind == "CreateDomainStmt") create_domain(statement);
  else if (kind == "GrantStmt") grant(statement);
  else if (kind == "AlterDefaultPrivilegesStmt") grant_by_default(statement);
  else if (kind == "GrantRoleStmt") grant_role(statement);
  else if (kind == "CreateRoleStmt") create_role(statement);
  else if (kind == "AlterRoleStmt") alter_role(statement);
  else if (kind == "DropRoleStmt") drop_roles(statement);
  else if (kind == "AlterOwnerStmt") change_owner(statement);
  else if (kind == "CreatePublicationStmt") create_publication(statement);
  else if (kind == "AlterPublicationStmt") alter_publication(statement);
  else if (kind == "CompositeTypeStmt") {
    Table row;
    for (const Node column : statement.list("coldeflist")) add_column(row, column);
    row_types_[std::string(statement["typevar"].text("relname"))] = std::move(row.columns);
  }
}

}  // namespace ringfence::sql
