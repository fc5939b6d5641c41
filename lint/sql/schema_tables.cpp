// Tables, columns, constraints.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"

namespace ringfence::sql {

std::string type_name(Node type) {
  std::string name(type.list("names").back().string());
  for (size_t i = 0; i < type.list("arrayBounds").size(); ++i) name += "[]";
  return name;
}

Table* SchemaBuilder::table(std::string_view schema, std::string_view name) {
  const auto found = tables_.find(schema_of(schema) + "." + std::string(name));
  if (found != tables_.end()) return found->second;
  // A dump with an empty search_path qualifies everything; hand-written files may mix.
  if (!schema.empty()) return nullptr;
  const auto in_public = tables_.find("public." + std::string(name));
  return in_public == tables_.end() ? nullptr : in_public->second;
}

Table* SchemaBuilder::table(Node range_var) { return table(range_var.text("schemaname"), range_var.text("relname")); }

std::string SchemaBuilder::schema_of(std::string_view written) const {
  return written.empty() ? current_schema_ : std::string(written);
}

Place SchemaBuilder::place(int64_t location) const {
  const auto at = static_cast<uint32_t>(std::max<int64_t>(location, 0));
  Lexer lexer(text_->text, at);
  const Token token = lexer.next_code();
  return text_->place(token.begin, std::max(token.end, token.begin + 1));
}

void SchemaBuilder::read_type(Node type, Column& column) {
  column.type = type_name(type);
  column.has_modifier = !type.list("typmods").empty();
  const auto serial = [&](std::string_view word, std::string_view base) {
    if (column.type != word) return;
    column.type = base;
    column.not_null = column.has_default = true;
  };
  serial("serial", "int4");
  serial("serial4", "int4");
  serial("bigserial", "int8");
  serial("serial8", "int8");
  serial("smallserial", "int2");
  if (const auto domain = domains_.find(column.type); domain != domains_.end()) {
    column.type = domain->second.type;
    column.not_null = column.not_null || domain->second.not_null;
  }
}

void SchemaBuilder::create_table(Node statement) {
  const Node relation = statement["relation"];
  const std::string schema = schema_of(relation.text("schemaname"));
  const std::string name(relation.text("relname"));
  const std::string key = schema + "." + name;
  if (tables_.contains(key)) {
    if (statement.flag("if_not_exists")) return;
    drop_table(schema, name);  // A second CREATE without IF NOT EXISTS: the later file is what counts.
  }
  auto made = std::make_unique<Table>();
  made->schema = schema;
  made->name = name;
  made->declared_at = place(relation.location());
  if (relation.text("relpersistence") == "t") made->kind = Table::Kind::kTemporary;
  if (statement.has("partspec")) made->kind = Table::Kind::kPartitioned;
  if (statement.has("partbound")) made->kind = Table::Kind::kPartition;
  Table& table = *made;
  catalog_->tables.push_back(std::move(made));
  tables_[key] = &table;
  for (const Node parent : statement.list("inhRelations"))
    if (const Table* known = this->table(parent)) inherit(table, *known);
  for (const Node element : statement.list("tableElts")) {
    if (element.is("ColumnDef")) add_column(table, element);
    else if (element.is("TableLikeClause")) like(table, element);
  }
  for (const Node element : statement.list("tableElts"))
    if (element.is("Constraint")) add_constraint(table, element, -1);
}

void SchemaBuilder::create_table_as(Node statement) {
  if (statement.text("objtype") == "OBJECT_MATVIEW") return create_view(statement, true);
  const Node into = statement["into"]["rel"];
  auto made = std::make_unique<Table>();
  made->schema = schema_of(into.text("schemaname"));
  made->name = into.text("relname");
  made->declared_at = place(into.location());
  for (const Node target : statement["query"].list("targetList")) {
    Column column;
    column.name = target.text("name");
    const Node value = target["val"];
    if (column.name.empty() && value.is("ColumnRef")) column.name = value.list("fields").back().string();
    if (column.name.empty()) column.name = "?column?";
    column.declared_at = place(target.location());
    made->columns.push_back(std::move(column));
  }
  tables_[made->schema + "." + made->name] = made.get();
  catalog_->tables.push_back(std::move(made));
}

void SchemaBuilder::inherit(Table& table, const Table& parent) {
  table.parents.push_back(&parent);
  if (!table.columns.empty()) return;  // ATTACH PARTITION: the columns are there already.
  table.columns = parent.columns;
  if (table.kind != Table::Kind::kPartition) return;
  table.unique_keys = parent.unique_keys;
  table.foreign_keys = parent.foreign_keys;
}

void SchemaBuilder::like(Table& table, Node clause) {
  const Table* source = this->table(clause["relation"]);
  if (source == nullptr) return;
  constexpr int64_t kDefaults = 1 << 4, kIndexes = 1 << 6, kAll = 0x7FFFFFFF;
  const int64_t options = clause.number("options");
  for (Column column : source->columns) {
    if ((options & kDefaults) == 0 && options != kAll) column.has_default = false, column.default_text.clear();
    table.columns.push_back(std::move(column));
  }
  if ((options & kIndexes) != 0) table.unique_keys = source->unique_keys;
}

void SchemaBuilder::add_column(Table& table, Node definition) {
  const std::string_view name = definition.text("colname");
  const int known = table.column_index(name);
  if (known < 0) table.columns.emplace_back();
  const int index = known < 0 ? static_cast<int>(table.columns.size()) - 1 : known;
  Column& column = table.columns[static_cast<size_t>(index)];
  column.name = name;
  column.declared_at = place(definition.location());
  if (definition.has("typeName")) read_type(definition["typeName"], column);
  for (const Node constraint : definition.list("constraints")) add_constraint(table, constraint, index);
}

void SchemaBuilder::add_constraint(Table& table, Node constraint, int column) {
  const std::string_view kind = constraint.text("contype");
  Column* own = column < 0 ? nullptr : &table.columns[static_cast<size_t>(column)];
  if (kind == "CONSTR_NOTNULL" && own != nullptr) own->not_null = true;
  else if (kind == "CONSTR_DEFAULT" && own != nullptr) {
    own->has_default = true;
    // The text of the default: from behind DEFAULT to the next comma or constraint word at the same depth.
    Lexer lexer(text_->text, static_cast<uint32_t>(std::max<int64_t>(constraint.location(), 0)));
    lexer.next_code();
    int depth = 0;
    uint32_t begin = 0, end = 0;
    for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
      const std::string_view spelled = std::string_view(text_->text).substr(token.begin, token.end - token.begin);
      if (depth == 0 && (spelled == "," || spelled == ")" || spelled == ";")) break;
      std::string word(spelled);
      std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
      if (depth == 0 && end > 0 && (word == "not" || word == "null" || word == "references" || word == "unique" || word == "primary" || word == "check" || word == "constraint")) break;
      depth += spelled == "(" ? 1 : spelled == ")" ? -1 : 0;
      if (end == 0) begin = token.begin;
      end = token.end;
    }
    own->default_text = text_->text.substr(begin, end - begin);
  } else if (kind == "CONSTR_IDENTITY" && own != nullptr) own->has_default = own->not_null = true;
  else if (kind == "CONSTR_GENERATED" && own != nullptr) own->has_default = own->generated = true;
  else if (kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE") add_unique_key(table, constraint, column);
  else if (kind == "CONSTR_FOREIGN") add_foreign_key(table, constraint, column);
  else if (kind == "CONSTR_CHECK") table.checks.push_back({std::string(constraint.text("conname")), {}, place(constraint.location())});
}

std::vector<int> SchemaBuilder::column_list(const Table& table, NodeList names) const {
  std::vector<int> columns;
  for (const Node name : names)
    if (const int index = table.column_index(name.string()); index >= 0) columns.push_back(index);
  return columns;
}

std::string SchemaBuilder::constraint_name(const Table& table, Node constraint, const std::vector<int>& columns, std::string_view suffix) const {
  if (constraint.has("conname")) return std::string(constraint.text("conname"));
  std::string name = table.name;
  if (suffix != "pkey")
    for (const int column : columns) name += "_" + table.columns[static_cast<size_t>(column)].name;
  return name + "_" + std::string(suffix);
}

void SchemaBuilder::add_unique_key(Table& table, Node constraint, int column) {
  UniqueKey key;
  key.primary = constraint.text("contype") == "CONSTR_PRIMARY";
  key.columns = column >= 0 ? std::vector<int>{column} : column_list(table, constraint.list("keys"));
  key.deferrable = constraint.flag("deferrable");
  key.nulls_not_distinct = constraint.flag("nulls_not_distinct");
  key.declared_at = place(constraint.location());
  if (constraint.has("indexname")) {
    // ADD CONSTRAINT … USING INDEX takes the index over.
    for (UniqueKey& known : table.unique_keys)
      if (known.name == constraint.text("indexname")) {
        known.primary = key.primary;
        known.is_constraint = true;
        key.columns = known.columns;
        if (constraint.has("conname")) known.name = constraint.text("conname");
      }
    if (key.primary)
      for (const int index : key.columns) table.columns[static_cast<size_t>(index)].not_null = true;
    return;
  }
  key.name = constraint_name(table, constraint, key.columns, key.primary ? "pkey" : "key");
  if (key.primary)
    for (const int index : key.columns) table.columns[static_cast<size_t>(index)].not_null = true;
  table.unique_keys.push_back(std::move(key));
}

void SchemaBuilder::add_foreign_key(Table& table, Node constraint, int column) {
  ForeignKey key;
  const Node target = constraint["pktable"];
  key.columns = column >= 0 ? std::vector<int>{column} : column_list(table, constraint.list("fk_attrs"));
  key.target_name = target.text("relname");
  key.match_full = constraint.text("fk_matchtype") == "f";
  key.not_valid = constraint.flag("skip_validation");
  key.declared_at = place(constraint.location());
  key.name = constraint_name(table, constraint, key.columns, "fkey");
  PendingKey pending{&table, table.foreign_keys.size(), std::string(target.text("schemaname")), key.target_name, {}};
  for (const Node name : constraint.list("pk_attrs")) pending.columns.emplace_back(name.string());
  table.foreign_keys.push_back(std::move(key));
  pending_targets_.push_back(std::move(pending));
}

void SchemaBuilder::alter_table(Node statement) {
  Table* known = table(statement["relation"]);
  if (known == nullptr) return;
  for (const Node command : statement.list("cmds")) alter_command(*known, command);
}

void SchemaBuilder::alter_command(Table& table, Node command) {
  const std::string_view kind = command.text("subtype");
  const std::string_view name = command.text("name");
  if (kind == "AT_AddColumn") {
    if (!(command.flag("missing_ok") && table.column_index(command["def"].text("colname")) >= 0)) add_column(table, command["def"]);
  } else if (kind == "AT_DropColumn") drop_column(table, name);
  else if (kind == "AT_AddConstraint") add_constraint(table, command["def"], -1);
  else if (kind == "AT_DropConstraint") drop_constraint(table, name);
  else if (kind == "AT_ValidateConstraint") {
    for (ForeignKey& key : table.foreign_keys)
      if (key.name == name) key.not_valid = false;
  } else if (kind == "AT_EnableRowSecurity" || kind == "AT_DisableRowSecurity") table.rls_enabled = kind == "AT_EnableRowSecurity";
  else if (kind == "AT_ForceRowSecurity" || kind == "AT_NoForceRowSecurity") table.rls_forced = kind == "AT_ForceRowSecurity";
  else if (kind == "AT_ChangeOwner") table.owner_role = command["newowner"].text("rolename");
  else if (kind == "AT_AttachPartition") attach_partition(table, command);
  else if (kind == "AT_AddInherit") {
    if (const Table* parent = this->table(command["def"])) table.parents.push_back(parent);
  } else if (const int column = table.column_index(name); column >= 0)
    alter_column(table, command, table.columns[static_cast<size_t>(column)]);
}

void SchemaBuilder::alter_column(Table&, Node command, Column& column) {
  const std::string_view kind = command.text("subtype");
  if (kind == "AT_SetNotNull") column.not_null = true;
  else if (kind == "AT_DropNotNull") column.not_null = false;
  else if (kind == "AT_ColumnDefault") {
    column.has_default = command.has("def");
    column.default_text.clear();
  } else if (kind == "AT_AddIdentity") column.has_default = column.not_null = true;
  else if (kind == "AT_AlterColumnType") {
    const bool not_null = column.not_null;
    read_type(command["def"]["typeName"], column);
    column.not_null = column.not_null || not_null;
  }
}

void SchemaBuilder::drop_column(Table& table, std::string_view name) {
  const int index = table.column_index(name);
  if (index < 0) return;
  const auto uses = [&](const std::vector<int>& columns) { return std::find(columns.begin(), columns.end(), index) != columns.end(); };
  std::erase_if(table.unique_keys, [&](const UniqueKey& key) { return uses(key.columns) || uses(key.also_reads); });
  std::erase_if(table.indexes, [&](const Index& one) { return uses(one.columns) || uses(one.also_reads); });
  // Foreign keys are addressed by index from pending_targets_: they are emptied here and taken out at the end.
  for (ForeignKey& key : table.foreign_keys)
    if (uses(key.columns)) key.columns.clear();
  for (const auto& other : catalog_->tables)
    for (PendingKey& pending : pending_targets_)
      if (pending.table == other.get() && pending.name == table.name && std::find(pending.columns.begin(), pending.columns.end(), name) != pending.columns.end())
        other->foreign_keys[pending.index].columns.clear();
  const auto shift = [&](std::vector<int>& columns) {
    for (int& column : columns) column -= column > index ? 1 : 0;
  };
  for (UniqueKey& key : table.unique_keys) {
    shift(key.columns);
    shift(key.also_reads);
    for (ColumnCondition& condition : key.conditions) condition.column -= condition.column > index ? 1 : 0;
  }
  for (Index& one : table.indexes) {
    shift(one.columns);
    shift(one.also_reads);
  }
  for (ForeignKey& key : table.foreign_keys) shift(key.columns);
  table.columns.erase(table.columns.begin() + index);
}

void SchemaBuilder::drop_constraint(Table& table, std::string_view name) {
  std::erase_if(table.unique_keys, [&](const UniqueKey& key) { return key.name == name; });
  std::erase_if(table.checks, [&](const CheckConstraint& check) { return check.name == name; });
  for (ForeignKey& key : table.foreign_keys)
    if (key.name == name) key.columns.clear();
}

void SchemaBuilder::attach_partition(Table& table, Node command) {
  Table* partition = this->table(command["def"]["name"]);
  if (partition == nullptr) return;
  partition->kind = Table::Kind::kPartition;
  inherit(*partition, table);
}

std::unique_ptr<Catalog> SchemaBuilder::finish() {
  for (const PendingKey& pending : pending_targets_) {
    ForeignKey& key = pending.table->foreign_keys[pending.index];
    const Table* target = table(pending.schema, pending.name);
    if (key.columns.empty() || target == nullptr) continue;
    key.target = target;
    for (const std::string& name : pending.columns)
      if (const int column = target->column_index(name); column >= 0) key.target_columns.push_back(column);
    if (pending.columns.empty())
      for (const UniqueKey& unique : target->unique_keys)
        if (unique.primary) key.target_columns = unique.columns;
    if (key.target_columns.size() != key.columns.size()) key.target = nullptr;
  }
  for (const auto& one : catalog_->tables)
    std::erase_if(one->foreign_keys, [](const ForeignKey& key) { return key.columns.empty(); });
  // A partition has its parent's keys, also those that came after it.
  for (const auto& one : catalog_->tables)
    if (one->kind == Table::Kind::kPartition && !one->parents.empty() && one->columns.size() == one->parents[0]->columns.size()) {
      if (one->unique_keys.empty()) one->unique_keys = one->parents[0]->unique_keys;
      one->foreign_keys = one->parents[0]->foreign_keys;
    }
  catalog_->index();
  return std::move(catalog_);
}

}  // namespace ringfence::sql
