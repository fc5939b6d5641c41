// Tables and their columns as they are created.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

std::string type_name(Node type) {
  const std::string name(type.list("names").back().string());
  return type.list("arrayBounds").empty() ? name : name + "[]";
}

Table* SchemaBuilder::table(std::string_view schema, std::string_view name) {
  const auto in = [&](std::string_view one) {
    const auto found = tables_.find(std::string(one) + "." + std::string(name));
    return found == tables_.end() ? nullptr : found->second;
  };
  if (!schema.empty()) return in(schema);
  for (const std::string& one : search_path_)
    if (Table* found = in(one)) return found;
  // A dump with an empty search_path qualifies everything; hand-written files may mix.
  return in("public");
}

Table* SchemaBuilder::table(Node range_var) { return table(range_var.text("schemaname"), range_var.text("relname")); }

std::string SchemaBuilder::schema_of(std::string_view written) const {
  if (!written.empty()) return std::string(written);
  return search_path_.empty() ? "public" : search_path_.front();
}

Place SchemaBuilder::place(int64_t location) const {
  const auto at = static_cast<uint32_t>(std::max<int64_t>(location, 0));
  Lexer lexer(text_->text, at);
  const Token token = lexer.next_code();
  return text_->place(token.begin, std::max(token.end, token.begin + 1));
}

void SchemaBuilder::read_type(Node type, Column& column, const Table& table) {
  column.type = type_name(type);
  column.has_modifier = !type.list("typmods").empty();
  const bool has_length = column.type.starts_with("varchar") || column.type.starts_with("bpchar");
  column.length = has_length ? static_cast<int>(type.list("typmods")[0]["ival"].number("ival")) : 0;
  column.domain.clear();
  column.domain_checks.clear();
  const auto serial = [&](std::string_view word, std::string_view base) {
    if (column.type != word) return;
    column.type = base;
    column.not_null = column.has_default = true;
    column.default_text = "nextval('" + table.name + "_" + column.name + "_seq'::regclass)";
  };
  serial("serial", "int4");
  serial("serial4", "int4");
  serial("bigserial", "int8");
  serial("serial8", "int8");
  serial("smallserial", "int2");
  serial("serial2", "int2");
  const bool array = column.type.ends_with("[]");
  const auto domain = domains_.find(array ? column.type.substr(0, column.type.size() - 2) : column.type);
  if (domain == domains_.end()) return;
  column.domain = domain->first;
  column.domain_checks = domain->second.checks;
  column.type = domain->second.type + (array ? "[]" : "");
  column.has_modifier = domain->second.has_modifier;
  column.length = domain->second.length;
  column.not_null = column.not_null || (domain->second.not_null && !array);
}

void SchemaBuilder::create_table(Node statement, bool is_foreign) {
  const Node relation = statement["relation"];
  const std::string schema = schema_of(relation.text("schemaname"));
  const std::string name(relation.text("relname"));
  const std::string key = schema + "." + name;
  if (const auto known = tables_.find(key); known != tables_.end()) {
    if (statement.flag("if_not_exists")) return;
    drop_table(known->second);  // A second CREATE without IF NOT EXISTS: the later file is what counts.
  }
  auto made = std::make_unique<Table>();
  made->schema = schema;
  made->name = name;
  made->declared_at = place(relation.location());
  if (relation.text("relpersistence") == "t") made->kind = Table::Kind::kTemporary;
  if (is_foreign) made->kind = Table::Kind::kForeign;
  if (statement.has("partspec")) made->kind = Table::Kind::kPartitioned;
  if (statement.has("partbound")) made->kind = Table::Kind::kPartition;
  made->grants = default_grants_of(DefaultGrant::On::kTables, schema);
  Table& table = *made;
  catalog_->tables.push_back(std::move(made));
  tables_[key] = &table;
  if (const auto row = row_types_.find(type_name(statement["ofTypename"])); row != row_types_.end())
    table.columns = row->second;
  for (const Node parent : statement.list("inhRelations"))
    if (const Table* known = this->table(parent)) inherit(table, *known);
  for (const Node element : statement.list("tableElts")) {
    if (element.is("ColumnDef")) add_column(table, element);
    else if (element.is("TableLikeClause")) like(table, element);
  }
  for (const Node element : statement.list("tableElts"))
    if (element.is("Constraint")) add_constraint(table, element, -1);
}

// Columns of SELECT a, b AS c, t.* FROM t: with their types, where they are plain columns.
std::vector<Column> SchemaBuilder::columns_of_query(Node query) {
  std::vector<std::pair<std::string, const Table*>> from;
  const auto collect = [&](const auto& self, Node item) -> void {
    if (item.is("JoinExpr")) {
      self(self, item["larg"]);
      self(self, item["rarg"]);
    } else if (item.is("RangeVar")) {
      const Node alias = item["alias"];
      if (const Table* known = table(item))
        from.emplace_back(alias ? alias.text("aliasname") : item.text("relname"), known);
    }
  };
  for (const Node item : query.list("fromClause")) collect(collect, item);
  std::vector<Column> columns;
  const auto copy = [&](const Column& source) {
    Column column;
    column.name = source.name;
    column.type = source.type;
    column.has_modifier = source.has_modifier;
    columns.push_back(std::move(column));
  };
  for (const Node target : query.list("targetList")) {
    const Node value = target["val"];
    const NodeList fields = value.list("fields");
    const std::string_view qualifier = fields.size() > 1 ? fields[fields.size() - 2].string() : std::string_view();
    const Column* source = nullptr;
    for (const auto& [alias, known] : from) {
      if (!value.is("ColumnRef") || (!qualifier.empty() && qualifier != alias)) continue;
      if (fields.back().is("A_Star")) {
        for (const Column& one : known->columns) copy(one);
      } else if (const int index = known->column_index(fields.back().string()); index >= 0 && source == nullptr) {
        source = &known->columns[static_cast<size_t>(index)];
      }
    }
    if (fields.back().is("A_Star")) continue;
    copy(source == nullptr ? Column() : *source);
    Column& made = columns.back();
    made.declared_at = place(target.location());
    if (target.has("name")) made.name = target.text("name");
    else if (value.is("FuncCall")) made.name = value.list("funcname").back().string();
    else if (value.is("ColumnRef")) made.name = fields.back().string();
    if (made.name.empty()) made.name = "?column?";
  }
  return columns;
}

void SchemaBuilder::create_table_as(Node query, Node into, NodeList names) {
  auto made = std::make_unique<Table>();
  made->schema = schema_of(into.text("schemaname"));
  made->name = into.text("relname");
  made->declared_at = place(into.location());
  if (into.text("relpersistence") == "t") made->kind = Table::Kind::kTemporary;
  made->columns = columns_of_query(query);
  for (size_t i = 0; i < std::min(names.size(), made->columns.size()); ++i) made->columns[i].name = names[i].string();
  const std::string key = made->schema + "." + made->name;
  if (const auto known = tables_.find(key); known != tables_.end()) drop_table(known->second);
  tables_[key] = made.get();
  catalog_->tables.push_back(std::move(made));
}

// INHERITS merges columns of one name; a partition has its parent's keys as well.
void SchemaBuilder::inherit(Table& table, const Table& parent) {
  if (&parent == &table) return;
  table.parents.push_back(&parent);
  for (const Column& theirs : parent.columns) {
    if (const int known = table.column_index(theirs.name); known >= 0) {
      Column& own = table.columns[static_cast<size_t>(known)];
      own.not_null = own.not_null || theirs.not_null;
      continue;
    }
    table.columns.push_back(theirs);
    Column& own = table.columns.back();
    if (!own.identity) continue;
    own.identity = own.has_default = false;  // The parent numbers the rows.
  }
  for (const CheckConstraint& check : parent.checks) {
    const bool merged = std::any_of(table.checks.begin(), table.checks.end(),
                                    [&](const CheckConstraint& own) { return own.name == check.name; });
    if (merged) continue;
    table.checks.push_back(check);
    table.checks.back().columns = translated(parent, check.columns, table);
  }
  if (table.kind == Table::Kind::kPartition) copy_keys(table, parent);
}

void SchemaBuilder::like(Table& table, Node clause) {
  const Table* source = this->table(clause["relation"]);
  if (source == nullptr || source == &table) return;
  const int64_t options = clause.number("options");
  const auto including = [&](int bit) { return (options & (int64_t{1} << bit)) != 0; };
  constexpr int kConstraints = 2, kDefaults = 3, kGenerated = 4, kIdentity = 5, kIndexes = 6;
  std::vector<int> places;  // By column of the source; INHERITS may have brought some before.
  for (Column column : source->columns) {
    const bool kept = including(column.identity ? kIdentity : column.generated ? kGenerated : kDefaults);
    if (!kept) {
      column.has_default = column.identity = column.generated = false;
      column.default_text.clear();
    }
    const int known = table.column_index(column.name);
    places.push_back(known < 0 ? static_cast<int>(table.columns.size()) : known);
    if (known < 0) table.columns.push_back(std::move(column));
    else if (column.not_null) table.columns[static_cast<size_t>(known)].not_null = true;
  }
  const auto shifted = [&](std::vector<int> columns) {
    for (int& column : columns) column = column < 0 ? column : places[static_cast<size_t>(column)];
    return columns;
  };
  if (including(kConstraints))
    for (const CheckConstraint& check : source->checks)
      table.checks.push_back({check.name, check.expression, shifted(check.columns), check.declared_at});
  if (!including(kIndexes)) return;
  const auto named = [&](const std::vector<int>& columns, std::string_view suffix) {
    std::string middle;
    for (const int column : columns)
      middle += (middle.empty() ? "" : "_") + (column < 0 ? "expr" : table.columns[static_cast<size_t>(column)].name);
    return generated_name(table, suffix == "pkey" ? std::string() : middle, suffix);
  };
  std::map<std::string, std::string> index_names;
  for (Index index : source->indexes) {
    index.columns = shifted(index.columns);
    index.also_reads = shifted(index.also_reads);
    index_names[index.name] = named(index.columns, "idx");
    index.name = index_names[index.name];
    table.indexes.push_back(std::move(index));
  }
  for (UniqueKey key : source->unique_keys) {
    key.columns = shifted(key.columns);
    key.also_reads = shifted(key.also_reads);
    for (ColumnCondition& condition : key.conditions) condition.column = places[static_cast<size_t>(condition.column)];
    key.name = key.is_constraint ? named(key.columns, key.primary ? "pkey" : "key") : index_names[key.name];
    table.unique_keys.push_back(std::move(key));
  }
}

void SchemaBuilder::add_column(Table& table, Node definition) {
  const std::string_view name = definition.text("colname");
  const int known = table.column_index(name);
  if (known < 0) table.columns.emplace_back();
  const int index = known < 0 ? static_cast<int>(table.columns.size()) - 1 : known;
  Column& column = table.columns[static_cast<size_t>(index)];
  column.name = name;
  column.declared_at = place(definition.location());
  if (definition.has("typeName")) read_type(definition["typeName"], column, table);
  for (const Node constraint : definition.list("constraints")) add_constraint(table, constraint, index);
}

// From behind DEFAULT to the next comma or constraint word at the same depth.
std::string SchemaBuilder::text_of_default(uint32_t from) const {
  constexpr auto kNext =
      std::to_array<std::string_view>({"not", "null", "references", "unique", "primary", "check", "constraint"});
  const std::string_view text = text_->text;
  Lexer lexer(text, from);
  lexer.next_code();
  int depth = 0;
  uint32_t begin = 0, end = 0;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower_case(text.substr(token.begin, token.end - token.begin));
    if (depth == 0 && (word == "," || word == ")" || word == ";")) break;
    if (depth == 0 && end > 0 && std::find(kNext.begin(), kNext.end(), word) != kNext.end()) break;
    depth += word == "(" || word == "[" ? 1 : word == ")" || word == "]" ? -1 : 0;
    if (end == 0) begin = token.begin;
    end = token.end;
  }
  return std::string(text.substr(begin, end - begin));
}

std::unique_ptr<Catalog> SchemaBuilder::finish() {
  for (const PendingTarget& pending : pending_targets_)
    for (ForeignKey& key : pending.table->foreign_keys)
      if (key.name == pending.key_name && key.target == nullptr) resolve(key, pending);
  // Where migrations say which schema unqualified names mean, statements mean it too.
  if (!search_path_.empty()) catalog_->search_path = search_path_;
  std::vector<std::string>& path = catalog_->search_path;
  if (std::find(path.begin(), path.end(), "public") == path.end()) path.emplace_back("public");
  catalog_->index();
  for (const auto& view : catalog_->views)
    if (const auto reads = reads_.find(view.get()); reads != reads_.end()) settle_definition(*view, reads->second);
  return std::move(catalog_);
}

}  // namespace ringfence::sql
