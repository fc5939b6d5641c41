// ALTER TABLE and ALTER VIEW. What happens to a table happens to those that inherit from it, but for ONLY.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

std::vector<Table*> SchemaBuilder::descendants_of(const Table& table) const {
  std::vector<Table*> found;
  const Table* of = &table;
  for (size_t next = 0;; of = found[next++]) {
    for (const auto& one : catalog_->tables) {
      const bool inherits = std::find(one->parents.begin(), one->parents.end(), of) != one->parents.end();
      if (inherits && one.get() != &table && std::find(found.begin(), found.end(), one.get()) == found.end())
        found.push_back(one.get());
    }
    if (next == found.size()) return found;
  }
}

void SchemaBuilder::alter_table(Node statement) {
  const Node relation = statement["relation"];
  if (Table* known = table(relation)) {
    for (const Node command : statement.list("cmds")) alter_command(*known, command, !relation.flag("inh"));
  } else if (View* known = view(relation.text("schemaname"), relation.text("relname"))) {
    for (const Node command : statement.list("cmds")) alter_view(*known, command);
  }
}

void SchemaBuilder::alter_view(View& view, Node command) {
  const std::string_view kind = command.text("subtype");
  if (kind == "AT_ChangeOwner") view.owner_role = command["newowner"].text("rolename");
  if (kind != "AT_SetRelOptions" && kind != "AT_ResetRelOptions") return;
  for (const Node option : command["def"].list("items"))
    if (option.text("defname") == "security_invoker")
      view.security_invoker = kind == "AT_SetRelOptions" && is_on(option["arg"]);
}

void SchemaBuilder::alter_command(Table& table, Node command, bool only) {
  const std::string_view kind = command.text("subtype");
  const std::string_view name = command.text("name");
  if (kind == "AT_AddColumn") {
    if (!command.flag("missing_ok") || table.column_index(command["def"].text("colname")) < 0)
      add_column_everywhere(table, command["def"], only);
  } else if (kind == "AT_DropColumn") {
    note_removal(&table, name);
    if (!only)
      for (Table* child : descendants_of(table)) drop_column(*child, name);
    drop_column(table, name);
  } else if (kind == "AT_AddConstraint") {
    add_constraint(table, command["def"], -1);
    if (!only && command["def"].text("contype") == "CONSTR_CHECK")
      for (Table* child : descendants_of(table)) {
        child->checks.push_back(table.checks.back());
        child->checks.back().columns = translated(table, table.checks.back().columns, *child);
      }
  } else if (kind == "AT_DropConstraint") {
    if (!only)
      for (Table* child : descendants_of(table)) drop_constraint(*child, name);
    drop_constraint(table, name);
  } else if (kind == "AT_ValidateConstraint") {
    for (ForeignKey& key : table.foreign_keys)
      if (key.name == name) key.not_valid = false;
  } else if (kind == "AT_AlterConstraint") {
    for (UniqueKey& key : table.unique_keys)
      if (key.name == command["def"].text("conname")) key.deferrable = command["def"].flag("deferrable");
  } else if (kind == "AT_DisableTrig" || kind == "AT_DisableTrigAll" || kind == "AT_DisableTrigUser" || kind == "AT_EnableReplicaTrig") {
    switch_triggers(table, name, false);
  } else if (kind == "AT_EnableTrig" || kind == "AT_EnableTrigAll" || kind == "AT_EnableTrigUser" || kind == "AT_EnableAlwaysTrig") {
    switch_triggers(table, name, true);
  } else if (kind == "AT_EnableRowSecurity" || kind == "AT_DisableRowSecurity") {
    table.rls_enabled = kind == "AT_EnableRowSecurity";
  } else if (kind == "AT_ForceRowSecurity" || kind == "AT_NoForceRowSecurity") {
    table.rls_forced = kind == "AT_ForceRowSecurity";
  } else if (kind == "AT_ChangeOwner") {
    table.owner_role = command["newowner"].text("rolename");
  } else if (kind == "AT_AttachPartition") {
    attach_partition(table, command);
  } else if (kind == "AT_DetachPartition" || kind == "AT_DropInherit") {
    detach(table, command);
  } else if (kind == "AT_AddInherit") {
    if (const Table* parent = this->table(command["def"])) inherit(table, *parent);
  } else if (const int column = table.column_index(name); column >= 0) {
    alter_column(table, command, table.columns[static_cast<size_t>(column)]);
    if (!only)
      for (Table* child : descendants_of(table))
        if (const int same = child->column_index(name); same >= 0)
          alter_column(*child, command, child->columns[static_cast<size_t>(same)]);
  }
}

void SchemaBuilder::alter_column(Table& table, Node command, Column& column) {
  const std::string_view kind = command.text("subtype");
  if (kind == "AT_SetNotNull") column.not_null = true;
  else if (kind == "AT_DropNotNull") {
    column.not_null = false;
    column.declared_at = place_of_name(column.name, column.declared_at);
  }
  else if (kind == "AT_ColumnDefault") set_default(command, column);
  else if (kind == "AT_AddIdentity") column.has_default = column.not_null = column.identity = true;
  else if (kind == "AT_DropIdentity") column.has_default = column.identity = false;
  else if (kind == "AT_DropExpression") column.has_default = column.generated = false;
  else if (kind == "AT_AlterColumnType") {
    const bool not_null = column.not_null;
    read_type(command["def"]["typeName"], column, table);
    column.not_null = column.not_null || not_null;
  }
}

// The tree keeps no place of the column that a command names.
Place SchemaBuilder::place_of_name(const std::string& name, Place otherwise) const {
  Lexer lexer(text_->text);
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower_case(std::string_view(text_->text).substr(token.begin, token.end - token.begin));
    if (word == lower_case(name) || word == "\"" + lower_case(name) + "\"") return text_->place(token.begin, token.end);
  }
  return otherwise;
}

// The tree keeps no place of the default: it stands behind `column SET DEFAULT`.
void SchemaBuilder::set_default(Node command, Column& column) {
  column.has_default = command.has("def");
  column.default_text.clear();
  if (!column.has_default) return;
  Lexer lexer(text_->text);
  std::string before_last, last;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    std::string word = lower_case(std::string_view(text_->text).substr(token.begin, token.end - token.begin));
    if (word == "default" && last == "set" &&
        (before_last == column.name || before_last == "\"" + lower_case(column.name) + "\""))
      column.default_text = text_of_default(token.begin);
    before_last = std::exchange(last, std::move(word));
  }
}

void SchemaBuilder::add_column_everywhere(Table& table, Node definition, bool only) {
  const std::string name(definition.text("colname"));
  const std::vector<Table*> children = only ? std::vector<Table*>() : descendants_of(table);
  // Keys are handed down while the column is read: it has to be there.
  for (Table* child : children)
    if (child->column_index(name) < 0) child->columns.emplace_back().name = name;
  add_column(table, definition);
  const Column& made = table.columns[static_cast<size_t>(table.column_index(name))];
  for (Table* child : children) {
    Column& own = child->columns[static_cast<size_t>(child->column_index(name))];
    const bool not_null = own.not_null || made.not_null;
    own = made;
    own.not_null = not_null;
    if (own.identity) own.identity = own.has_default = false;
  }
}

void SchemaBuilder::drop_column(Table& table, std::string_view name) {
  const int index = table.column_index(name);
  if (index < 0) return;
  drop_views_over_column(table, name);
  const auto uses = [&](const std::vector<int>& columns) {
    return std::find(columns.begin(), columns.end(), index) != columns.end();
  };
  drop_references(table, [&](const ForeignKey& key) { return uses(key.target_columns); });
  std::erase_if(table.unique_keys, [&](const UniqueKey& key) { return uses(key.columns) || uses(key.also_reads); });
  std::erase_if(table.indexes, [&](const Index& one) { return uses(one.columns) || uses(one.also_reads); });
  std::erase_if(table.foreign_keys, [&](const ForeignKey& key) { return uses(key.columns); });
  std::erase_if(table.checks, [&](const CheckConstraint& check) { return uses(check.columns); });

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
  for (CheckConstraint& check : table.checks) shift(check.columns);
  for (const auto& one : catalog_->tables)
    for (ForeignKey& key : one->foreign_keys)
      if (key.target == &table) shift(key.target_columns);
  table.columns.erase(table.columns.begin() + index);
}

void SchemaBuilder::rename_column(Table& table, std::string_view old_name, const std::string& new_name) {
  const int column = table.column_index(old_name);
  if (column < 0) return;
  rename_column_in_views(table, old_name, new_name);
  table.columns[static_cast<size_t>(column)].name = new_name;
  for (PendingTarget& pending : pending_targets_)
    if (pending.name == table.name)
      std::replace(pending.columns.begin(), pending.columns.end(), std::string(old_name), new_name);
}

void SchemaBuilder::attach_partition(Table& table, Node command) {
  Table* partition = this->table(command["def"]["name"]);
  if (partition == nullptr) return;
  partition->kind = Table::Kind::kPartition;
  inherit(*partition, table);
}

void SchemaBuilder::detach(Table& table, Node command) {
  const bool partition = command.text("subtype") == "AT_DetachPartition";
  Table* child = partition ? this->table(command["def"]["name"]) : &table;
  const Table* parent = partition ? &table : this->table(command["def"]);
  if (child == nullptr) return;
  std::erase(child->parents, parent);
  if (partition) child->kind = Table::Kind::kTable;
}

}  // namespace ringfence::sql
